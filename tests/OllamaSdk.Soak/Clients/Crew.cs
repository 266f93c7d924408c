namespace OllamaSdk.Soak.Clients;

/// <summary>Clients for every way to the servers.</summary>
/// <param name="Routes">The ways, with a client of each kind.</param>
/// <param name="Llm">The client of several servers: it takes the first three ways.</param>
internal sealed record Crew(IReadOnlyList<Route> Routes, LlmClient Llm) : IDisposable
{
    /// <summary>What is on the ways of <see cref="Llm"/>.</summary>
    public IReadOnlyList<string> LlmNodes { get; } = [.. Routes.Take(3).SelectMany(route => route.Nodes).Distinct()];

    public void Dispose()
    {
        foreach (var route in Routes)
        {
            route.Native.Dispose();
            route.OpenAI.Dispose();
        }

        Llm.Dispose();
    }
}
