using OllamaSdk.Testing.Emulator.Script;

namespace OllamaSdk.Testing.Emulator.Page;

/// <summary>The rules that were made by hand, the newest first: it is the one that counts. Rules made in code are not among them.</summary>
internal sealed class HandRules(ScriptBook script, Journal journal)
{
    private const int MaxRules = 100;
    private readonly List<HandRule> _rules = [];
    private long _lastId;

    /// <summary>All of them; under the journal's lock.</summary>
    public IReadOnlyList<HandRule> All => _rules;

    /// <returns>Whether there was room for one more.</returns>
    public bool TryAdd(RuleForm form)
    {
        lock (journal.Lock)
        {
            if (_rules.Count >= MaxRules)
            {
                return false;
            }

            _rules.Insert(0, new HandRule(++_lastId, form.When, form.Then, script.Add(form.Rule)));
            journal.Touch();
            return true;
        }
    }

    /// <returns>Whether there was such a rule.</returns>
    public bool Remove(long id) => Remove(rule => rule.Id == id);

    public void Clear() => Remove(_ => true);

    private bool Remove(Predicate<HandRule> wanted)
    {
        lock (journal.Lock)
        {
            _rules.FindAll(wanted).ForEach(rule => script.Remove(rule.Rule));
            var removed = _rules.RemoveAll(wanted);
            journal.Touch();
            return removed > 0;
        }
    }
}

/// <param name="Id">Its number.</param>
/// <param name="When">Which requests it is for, in words.</param>
/// <param name="Then">What it does, in words.</param>
/// <param name="Rule">The rule.</param>
internal sealed record HandRule(long Id, string When, string Then, EmulatorRule Rule);
