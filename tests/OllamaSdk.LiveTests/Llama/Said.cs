namespace OllamaSdk.LiveTests.Llama;

/// <summary>What the tiny models were made to say.</summary>
internal static class Said
{
    public const string Talker = "The sky is blue – always.";

    public const string Thinker = "Blue it is.";

    public const string Thought = "What colour?";

    public const string Caller = "Mild in Lyon.";
}
