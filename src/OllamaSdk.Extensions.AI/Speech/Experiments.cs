namespace OllamaSdk.Extensions.AI;

/// <summary>What the compiler says of interfaces that Microsoft may still change.</summary>
internal static class Experiments
{
    public const string SpeechToText = "MEAI001";
}
