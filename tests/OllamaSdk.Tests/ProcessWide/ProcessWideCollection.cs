namespace OllamaSdk.Tests.ProcessWide;

/// <summary>Tests that change what belongs to the whole process: they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessWideCollection
{
    public const string Name = "Process-wide settings";
}
