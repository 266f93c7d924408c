namespace OllamaSdk.Prompting;

/// <summary>A prompt as it is read, part by part: how much text of which kind, and what the parts before each message were.</summary>
internal struct PromptReading
{
    /// <summary>The text that every template puts into the prompt, whole.</summary>
    public TextMeasure Sure;

    /// <summary>The rest of the text: what a template may leave out, or put in another form.</summary>
    public TextMeasure Other;

    /// <summary>Pictures and the like: tokens that nothing here can count.</summary>
    public int Images { get; set; }

    public void AddSure(string? text) => Sure.Add(text);

    public void AddOther(string? text) => Other.Add(text);
}
