using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OllamaSdk.Transport;

namespace OllamaSdk.Prompting;

/// <summary>Tells of every answer of one server whether its prompt was cut.</summary>
internal sealed class PromptGuard(PromptGuardOptions options, Uri endpoint, ILogger logger, TimeProvider clock)
{
    private const int Models = 64;

    // Shorter prompts leave no trace: they are far from any window.
    private const int LongPrompt = 1000;
    private const int LongTexts = 200;

    // A name may come to mean another model.
    private static readonly TimeSpan s_traceLifetime = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, PromptMemory> _models = new(StringComparer.OrdinalIgnoreCase);

    private readonly KeptReadings _kept = new();

    public PromptGuardOptions Options => options;

    /// <summary>Asks the server for the windows of its models; <see langword="null"/> where it cannot be asked.</summary>
    public WindowQuestion? Question { get; set; }

    public PromptGuardMode ModeOf(CallOptions? call) => call?.PromptGuard ?? options.Mode;

    /// <summary>Puts into an answer what is known of its prompt.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="parts">How many messages it had then.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="call">The settings of the call.</param>
    public void Tell(IPromptRequest request, int parts, IPromptCounted answer, CallOptions? call)
    {
        // Nothing was asked where a model was only loaded, and nothing can be read of tokens.
        if (parts == 0 || answer.Prompt is not ({ } tokens and > 0, var cached))
        {
            return;
        }

        var model = request.Model ?? "";
        var memory = MemoryOf(model);
        var counted = (int)Math.Min(tokens, int.MaxValue);
        var asked = request.RequestedWindow is > 0 and var given ? given : 0;
        var window = asked > 0 ? asked : memory.Window;
        var source = asked > 0 ? PromptWindowSource.Request : window is null ? PromptWindowSource.Unknown : PromptWindowSource.Server;
        var texts = default(TextsVerdict);
        // Of so little nothing can be said, and nothing is learned.
        var verdict = request.IsLongerThan(PromptRule.ShortPrompt)
            ? Judge(request, parts, memory, new(counted, cached is not null), new(window, source, IsRemote(model)), out texts)
            : new PromptVerdict { Estimate = Math.Min(counted, PromptRule.ShortPrompt) };
        answer.PromptTruncation = new()
        {
            State = verdict.State,
            CountedTokens = counted,
            EstimatedTokens = verdict.Estimate,
            Window = window,
            WindowSource = source,
            ChosenContextLength = call?.ChosenContextLength,
            TruncatedTexts = texts.Cut ?? [],
            CertainTexts = texts.Certain ?? [],
        };
        if (verdict.State != PromptTruncationState.None && Interlocked.Exchange(ref memory.Warned, 1) == 0)
        {
            Log.PromptCut(logger, endpoint, SecretParts.ShownModel(model), verdict.State == PromptTruncationState.Certain ? "was" : "may have been", verdict.Estimate, counted);
        }

        var far = request.Texts is null ? LongPrompt : LongTexts;
        if (asked == 0 && (verdict.State != PromptTruncationState.None || verdict.Estimate >= Math.Min(far, (window ?? far) / 2)))
        {
            Question?.Ask(model, memory);
        }
    }

    /// <summary>About how many tokens the prompt has with this model, by all that is known of both.</summary>
    public int Estimate(IPromptRequest request)
    {
        var memory = MemoryOf(request.Model ?? "");
        var reading = ReadingOf(request, request.PromptParts, memory);
        return PromptVerdict.EstimateOf(memory, reading, EarlierOf(reading));
    }

    /// <summary>The window of a model as far as it is known. Where it is not, and the mode is one that counts on it, the server is asked now, if it may be.</summary>
    public async Task<int?> FindWindowAsync(string model, PromptGuardMode mode)
    {
        var memory = MemoryOf(model);
        if (memory.Window is null && mode is PromptGuardMode.Refuse or PromptGuardMode.Fit && Question is { } question)
        {
            await question.AskAsync(model, memory).ConfigureAwait(false);
        }

        return memory.Window;
    }

    // What this program pulled or made since is another model.
    private PromptReading ReadingOf(IPromptRequest request, int parts, PromptMemory memory)
    {
        var reading = new PromptReading(memory.Earlier);
        reading.Know(ModelChanges.CountOf(endpoint));
        if (request is IPromptHistory history)
        {
            _kept.Read(history, parts, ref reading);
        }
        else
        {
            request.Read(ref reading, parts);
        }

        return reading;
    }

    private PromptVerdict Judge(IPromptRequest request, int parts, PromptMemory memory, PromptCount count, PromptWindow window, out TextsVerdict texts)
    {
        var reading = ReadingOf(request, parts, memory);
        // Of texts all that is read is counted.
        count = request.Texts is null ? count : count with { IsWhole = true };
        var verdict = PromptVerdict.Of(memory, reading, EarlierOf(reading), count, window);
        var asked = window.Source == PromptWindowSource.Request ? window.Tokens ?? 0 : 0;
        texts = default;
        if (request.Texts is { } several)
        {
            texts = TextsRule.Judge(memory, several, reading.Text, count.Tokens, verdict.State, window);
            verdict = verdict with { State = texts.State, CanLearn = texts.CanTeach };
            // What several texts have together says nothing of one window.
            asked = int.MaxValue;
        }

        memory.Note(reading, verdict, asked, clock);
        return verdict;
    }

    // They run on servers whose windows are not ours to set.
    private static bool IsRemote(string model) => model.EndsWith("cloud", StringComparison.OrdinalIgnoreCase);

    private PromptTrace? EarlierOf(in PromptReading reading) =>
        reading.Earlier is { } trace && clock.GetElapsedTime(trace.At) < s_traceLifetime ? trace : null;

    private PromptMemory MemoryOf(string model)
    {
        if (_models.TryGetValue(model, out var known))
        {
            return known;
        }

        if (_models.Count >= Models)
        {
            _models.Clear();
        }

        return _models.GetOrAdd(model, static _ => new());
    }
}
