using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Faults;

/// <summary>The clients that a row of the fault matrix goes through. The generated page reads these names out of the tests' results.</summary>
public enum Client
{
    /// <summary>An <see cref="OllamaClient"/>: JSON lines.</summary>
    Native,

    /// <summary>An <see cref="OpenAICompatibleClient"/>: server-sent events.</summary>
    V1,

    /// <summary>An <see cref="LlmClient"/> over the native API.</summary>
    Llm,

    /// <summary>An <see cref="LlmClient"/> over the OpenAI-compatible API.</summary>
    LlmV1,
}

/// <summary>How the bytes of a body reach the client.</summary>
public enum Split
{
    /// <summary>All in one chunk, over a real connection.</summary>
    Whole,

    /// <summary>Byte by byte, over a real connection.</summary>
    Bytes,

    /// <summary>In two reads, once for each place where it can be cut; from memory, since it is as many calls as bytes.</summary>
    Each,
}

/// <summary>What the rows run over.</summary>
internal static class FaultData
{
    public static TheoryData<Client> Clients => [.. Enum.GetValues<Client>()];

    public static MatrixTheoryData<Client, Split> Streams => new(Enum.GetValues<Client>(), Enum.GetValues<Split>());

    /// <summary>Each client, and whether it has a connection pool of its own or an <see cref="HttpClient"/> of the caller's.</summary>
    public static MatrixTheoryData<Client, bool> ClientsAndPools => new(Enum.GetValues<Client>(), [false, true]);
}
