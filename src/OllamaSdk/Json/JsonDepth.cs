namespace OllamaSdk.Json;

/// <summary>
/// How deep JSON may be nested. What could be read can be written: messages and what is kept with them stand deeper in requests and in saved
/// conversations than in the answers they came in.
/// </summary>
internal static class JsonDepth
{
    /// <summary>Of what servers send. Tools take arguments of at most 64 levels, and what is deeper must still be read to be told to the model.</summary>
    public const int Read = 256;

    /// <summary>Of what is sent and saved.</summary>
    public const int Written = 1000;
}
