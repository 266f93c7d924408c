namespace OllamaSdk;

/// <summary>A message of a conversation, as far as those must know it who leave parts of a conversation out.</summary>
internal interface ISpokenMessage
{
    /// <summary>Who speaks.</summary>
    LlmRole? Speaker { get; }

    /// <summary>What the model reads of it, thinking left aside.</summary>
    string Words { get; }

    /// <summary>The calls of tools in it, as names and arguments.</summary>
    IEnumerable<(string Name, string Arguments)> Calls { get; }

    /// <summary>How many pictures it has.</summary>
    int Pictures { get; }

    /// <summary>A message of the same kind, with text alone.</summary>
    ISpokenMessage Say(LlmRole speaker, string text);
}
