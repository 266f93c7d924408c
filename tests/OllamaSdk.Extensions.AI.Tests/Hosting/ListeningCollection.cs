namespace OllamaSdk.Extensions.AI.Tests.Hosting;

/// <summary>Tests that listen to all spans and metrics of the process: they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ListeningCollection
{
    public const string Name = "Spans and metrics of the process";
}
