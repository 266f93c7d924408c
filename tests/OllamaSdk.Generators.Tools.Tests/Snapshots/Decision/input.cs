namespace Demo;

/// <summary>What a customer wrote.</summary>
/// <param name="About">What is it about?</param>
[LlmDecision]
public sealed partial record Complaint(Choice<Topic> About)
{
    /// <summary>Is the writer angry?</summary>
    [LlmYesNo(Yes = "Insults, or \"threats\".", No = "Polite.")]
    public required YesNo Angry { get; init; }

    /// <summary>Should a person read it?</summary>
    public bool Escalate { get; set; }

    [Description("How hard is the tone?"), LlmLevels("mild", "firm", "harsh")]
    public Score? Tone { get; init; }

    /// <summary>How many stars would the writer give?</summary>
    [Range(1, 5), JsonPropertyName("Stars of it")]
    public int Stars { get; init; }

    /// <summary>How urgent is it?</summary>
    public Urgency Urgency { get; init; }

    /// <summary>How long is it?</summary>
    [LlmLevels("short", "long")]
    public double? Length;

    public bool IsBad => Angry.Value;

    [JsonIgnore]
    public string Note { get; set; } = "";
}

public enum Topic
{
    /// <summary>Transport, and the state of the parcel.</summary>
    Delivery,

    [JsonStringEnumMemberName("the price")]
    Price,
}

[LlmLevels]
public enum Urgency
{
    /// <summary>Today.</summary>
    High = 2,

    Low = 0,

    /// <summary>This week.</summary>
    Middle = 1,
}

public static class Asking
{
    public static Task<Decision<Topic>> AskAsync(OllamaClient client) => client.DecideAsync<Topic>("text", "What is it about?");

    public static Task<Decision<bool>> YesAsync(LlmClient client) => client.DecideAsync<bool>("text", "Is it?", "nimble");

    public static Task<Decision<Urgency?>> HowAsync(OllamaClient client) => client.DecideAsync<Urgency?>("text", "How urgent?");

    public static Task<Decision<Choice<Topic>>> WhichAsync(OllamaSdk.OpenAI.OpenAICompatibleClient client) => client.DecideAsync<Choice<Topic>>("text", "Which?");

    public static Task<Decision<Complaint>> AllAsync(OllamaClient client) => client.DecideAsync<Complaint>("text", "nimble");
}
