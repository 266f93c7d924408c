namespace OllamaSdk.Testing.Emulator.Script;

/// <summary>The rules of an emulator. Of those that match, the one that was added last counts.</summary>
internal sealed class ScriptBook
{
    private readonly object _lock = new();
    private volatile EmulatorRule[] _rules = [];

    public EmulatorRule Add(EmulatorRule rule)
    {
        lock (_lock)
        {
            _rules = [rule, .. _rules];
        }

        return rule;
    }

    public void Remove(EmulatorRule rule)
    {
        lock (_lock)
        {
            _rules = [.. _rules.Where(other => other != rule)];
        }
    }

    /// <summary>The step for a request that has just come: of a rule about its path, unless that step is about what a model says.</summary>
    public ScriptStep? TakeArrival(string path) =>
        Array.Find(_rules, rule => rule.MatchesPath(path))?.Take(step => step is { Speech: null, Decisions: null });

    /// <summary>The step for what a model is about to say; its fault is put down for the answer on its way out, unless the path has one.</summary>
    /// <param name="lastMessage">What rules look at.</param>
    /// <param name="model">The model that is asked, with its tag.</param>
    public ScriptStep? TakeReply(string lastMessage, string model)
    {
        var exchange = Exchange.Current;
        // One step a request: what a rule about the path had to do with this one may be done already.
        var path = exchange is { Step: null } ? exchange.Path : null;
        var rule = Array.Find(_rules, rule => rule.MatchesMessage(lastMessage, model) || (path is not null && rule.MatchesPath(path)));
        var step = rule?.Take(_ => true);
        if (exchange is not null && step is not null && exchange.Step?.Fault?.Body is null)
        {
            exchange.Step = step;
        }

        return step;
    }
}
