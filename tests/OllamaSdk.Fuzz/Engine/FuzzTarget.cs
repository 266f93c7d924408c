namespace OllamaSdk.Fuzz.Engine;

/// <summary>One thing that is fuzzed: what an input means to it, and what must hold for every input.</summary>
/// <param name="name">Its name on the command line, and of its corpus.</param>
/// <param name="goal">How many executions it should have had in all.</param>
internal abstract class FuzzTarget(string name, long goal)
{
    public string Name { get; } = name;

    public long Goal { get; } = goal;

    /// <summary>What it checks, for the docs.</summary>
    public abstract string Checks { get; }

    /// <summary>The longest input that is tried.</summary>
    public virtual int MaxLength => 1024;

    /// <summary>Whether an input is JSON mostly, so that it is worth changing as JSON.</summary>
    public virtual bool IsJson => true;

    /// <summary>Inputs to begin with.</summary>
    public abstract IEnumerable<byte[]> Seeds();

    /// <summary>Words that random bytes would seldom hit on.</summary>
    public virtual IEnumerable<string> Words => [];

    /// <summary>Runs one input.</summary>
    /// <exception cref="Exception">Something does not hold, or an exception came out that must not.</exception>
    public abstract void Run(ReadOnlyMemory<byte> input);
}

/// <summary>What must hold does not.</summary>
internal sealed class BrokenRuleException(string message, Exception? inner = null) : Exception(message, inner);
