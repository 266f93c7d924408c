namespace OllamaSdk.Soak.Servers;

/// <summary>A server, or a part of the way to it, that can be gone for a while.</summary>
internal interface INode : IAsyncDisposable
{
    string Name { get; }

    int Port { get; }

    Task RestartAsync(TimeSpan gone);
}
