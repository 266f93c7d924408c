using System.Text.RegularExpressions;

namespace OllamaSdk.BulkJobs;

/// <summary>
/// What a bulk job is to do. Source, sink and questions are told by the names under which the silos have them (<see cref="LlmBulkJobsOptions"/>), so that
/// nobody who may start a job can make a silo read or write elsewhere.
/// </summary>
[GenerateSerializer]
[Alias("OllamaSdk.LlmBulkJob")]
public sealed partial record LlmBulkJob
{

    /// <summary>Its name: 1 to 100 letters, digits, dots, dashes and underscores, and no dot first. Sinks keep results by it.</summary>
    [Id(0)]
    public string Id { get; init; } = "";

    /// <summary>What is done with each text.</summary>
    [Id(1)]
    public LlmBulkKind Kind { get; init; }

    /// <summary>The name of the source, see <see cref="LlmBulkJobsOptions.Sources"/>.</summary>
    [Id(2)]
    public string Source { get; init; } = "";

    /// <summary>The name of the sink, see <see cref="LlmBulkJobsOptions.Sinks"/>.</summary>
    [Id(3)]
    public string Sink { get; init; } = "";

    /// <summary>The model; that of the silos' <see cref="LlmClient"/> where <see langword="null"/>.</summary>
    [Id(4)]
    public string? Model { get; init; }

    /// <summary>For <see cref="LlmBulkKind.Generate"/>: the prompt, with <c>{text}</c> where the text belongs; the text alone where <see langword="null"/>.</summary>
    [Id(5)]
    public string? Template { get; init; }

    /// <summary>For <see cref="LlmBulkKind.Generate"/>: how the model should behave.</summary>
    [Id(6)]
    public string? System { get; init; }

    /// <summary>For <see cref="LlmBulkKind.Generate"/>: how much chance there is in the choice of words; 0 is none.</summary>
    [Id(7)]
    public double? Temperature { get; init; }

    /// <summary>For <see cref="LlmBulkKind.Generate"/>: the longest answer, in tokens.</summary>
    [Id(8)]
    public int? MaxTokens { get; init; }

    /// <summary>For <see cref="LlmBulkKind.Decide"/>: the name of the questions, see <see cref="LlmBulkJobsOptions.Questions"/>.</summary>
    [Id(9)]
    public string? Questions { get; init; }

    /// <summary>
    /// How many texts make a part. 1000 by default, 1 to 1,000,000. A part is what one worker does at a time, holds in memory, writes at once, and what is
    /// done anew after a silo died.
    /// </summary>
    [Id(10)]
    public int PartSize { get; init; } = 1000;

    /// <summary>How many texts one embedding request holds at most, see <see cref="BulkOptions.MaxBatchCount"/>. 64 by default.</summary>
    [Id(11)]
    public int MaxBatchCount { get; init; } = 64;

    /// <summary>How many requests of one part are under way at once, see <see cref="BulkOptions.MaxConcurrency"/>. 4 by default, 1 to 1000.</summary>
    [Id(12)]
    public int MaxConcurrency { get; init; } = 4;

    /// <summary>The names; never what is said to a model.</summary>
    public override string ToString() => $"{nameof(LlmBulkJob)} {{ {nameof(Id)} = {Id}, {nameof(Kind)} = {Kind}, {nameof(Source)} = {Source}, {nameof(Sink)} = {Sink}, {nameof(Model)} = {Model} }}";

    /// <exception cref="ArgumentException">Something is missing or out of its range; the message says what.</exception>
    internal void Validate()
    {
        Check(Ids().IsMatch(Id), nameof(Id), "must be 1 to 100 letters, digits, dots, dashes and underscores, and not begin with a dot");
        Check(Enum.IsDefined(Kind), nameof(Kind), "is none of the kinds there are");
        Check(Source.Length > 0, nameof(Source), "names no source");
        Check(Sink.Length > 0, nameof(Sink), "names no sink");
        Check(Template?.Contains(TextMark, StringComparison.Ordinal) != false, nameof(Template), $"must have {TextMark} where the text belongs");
        Check((Kind == LlmBulkKind.Decide) == (Questions is not null), nameof(Questions), "must be named for a job that decides, and for no other");
        Check(PartSize is >= 1 and <= 1_000_000, nameof(PartSize), "must be 1 to 1,000,000");
        Check(MaxBatchCount >= 1, nameof(MaxBatchCount), "must be at least 1");
        Check(MaxConcurrency is >= 1 and <= 1000, nameof(MaxConcurrency), "must be 1 to 1000");
    }

    /// <summary>Whether a job can have this name.</summary>
    internal static bool IsId(string? text) => text is not null && Ids().IsMatch(text);

    /// <summary>The prompt for a text.</summary>
    internal string PromptFor(string text) => Template?.Replace(TextMark, text, StringComparison.Ordinal) ?? text;

    private const string TextMark = "{text}";

    private static void Check(bool isRight, string name, string rule)
    {
        if (!isRight)
        {
            throw new ArgumentException($"{name} {rule}.", name);
        }
    }

    [GeneratedRegex(@"\A(?!\.)[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex Ids();
}
