namespace OllamaSdk.Testing;

/// <summary>Which Ollama an <see cref="OllamaEmulator"/> pretends to be.</summary>
public enum EmulatorVersion
{
    /// <summary>
    /// 0.40.12: decisions, thinking levels that a model names itself, usage and balance, compaction, speech, and how much of a prompt was still known.
    /// </summary>
    Ollama040,

    /// <summary>0.33.0, which has nothing of that: its routes are unknown and its fields absent.</summary>
    Ollama033,
}
