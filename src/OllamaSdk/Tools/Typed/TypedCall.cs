using System.Runtime.CompilerServices;
using System.Text;

namespace OllamaSdk.Loop;

/// <summary>One call for a value: the answer, and where it is not what was asked for, as many more as the options allow.</summary>
internal sealed class TypedCall<T>
{
    private readonly AnswerType<T> _type;
    private readonly CallOptions? _options;
    private readonly Uri? _endpoint;
    private readonly List<SentBack> _sentBack = [];
    private long? _promptTokens;
    private long? _completionTokens;
    private PromptTruncation? _truncation;

    private TypedCall(AnswerType<T> type, CallOptions? options, Uri? endpoint) => (_type, _options, _endpoint) = (type, options, endpoint);

    /// <summary>Asks until the answer is the value.</summary>
    public static async Task<T> AskAsync(AnswerType<T> type, CallOptions? options, Uri? endpoint, Func<IReadOnlyList<SentBack>, Task<AnswerPart>> ask)
    {
        var call = new TypedCall<T>(type, options, endpoint);
        while (true)
        {
            var answer = await ask(call._sentBack).ConfigureAwait(false);
            call.Count(answer.PromptTokens, answer.CompletionTokens, answer.Truncation);
            if (call.TryFinish(answer, out var value))
            {
                return value!;
            }
        }
    }

    /// <summary>Delivers the pieces of an answer as they come, and after the last one the value.</summary>
    public static async IAsyncEnumerable<TypedUpdate<T>> StreamAsync<TChunk>(
        AnswerType<T> type,
        CallOptions? options,
        Uri? endpoint,
        string? model,
        Func<IReadOnlyList<SentBack>, IAsyncEnumerable<TChunk>> ask,
        Func<TChunk, AnswerPart> partOf,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = new TypedCall<T>(type, options, endpoint);
        for (var isRestart = false; ; isRestart = true)
        {
            var (text, thinking, hitLimit, calls) = (new StringBuilder(), new StringBuilder(), false, false);
            var (promptTokens, completionTokens, truncation) = ((long?)null, (long?)null, (PromptTruncation?)null);
            AnswerPart? whole = null;
            await foreach (var chunk in ask(call._sentBack).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                var part = partOf(chunk);
                var piece = part.Text;
                isRestart |= part.IsRestart;
                (promptTokens, completionTokens, truncation) = (part.PromptTokens ?? promptTokens, part.CompletionTokens ?? completionTokens, part.Truncation ?? truncation);
                if (part.IsWhole)
                {
                    // Of it alone: after a restart the pieces would be of two.
                    whole = part;
                    continue;
                }

                text.Append(piece.Text);
                thinking.Append(piece.Thinking);
                hitLimit |= piece.HitTokenLimit;
                calls |= piece.HasCalls;
                if (!string.IsNullOrEmpty(piece.Text) || !string.IsNullOrEmpty(piece.Thinking) || part.IsRestart)
                {
                    yield return new() { Text = piece.Text ?? "", Thinking = piece.Thinking ?? "", IsRestart = isRestart, Type = type };
                    isRestart = false;
                }
            }

            call.Count(promptTokens, completionTokens, truncation);
            var answer = whole ?? new AnswerPart(new AnswerText(text.ToString(), thinking.Length > 0 ? thinking.ToString() : null, hitLimit, calls), model);
            if (call.TryFinish(answer, out var value))
            {
                yield return new() { IsLast = true, Value = value, IsRestart = isRestart, PromptTruncation = call._truncation };
                yield break;
            }
        }
    }

    private void Count(long? promptTokens, long? completionTokens, PromptTruncation? truncation)
    {
        _truncation = PromptTruncation.Worse(_truncation, truncation);
        _promptTokens = Sum(_promptTokens, promptTokens);
        _completionTokens = Sum(_completionTokens, completionTokens);
    }

    private static long? Sum(long? one, long? other) => one is null || other is null ? one ?? other : one + other;

    private bool TryFinish(AnswerPart part, out T? value)
    {
        var (answer, mendings) = (part.Text, (IReadOnlyList<string>)[]);
        var isSentBack = false;
        try
        {
            value = _type.Parse(answer, part.Endpoint ?? _endpoint, part.Model, _options?.StrictSchema ?? false, _sentBack.Count, out mendings);
            return true;
        }
        // What was cut would be cut again, and to a call no words but its result can follow.
        catch (LlmSchemaException e) when (!answer.HitTokenLimit && !answer.HasCalls && _sentBack.Count < (_options?.MaxRepairs ?? 0))
        {
            isSentBack = true;
            _sentBack.Add(new(e.RawText, _type.WordsFor(e)));
            value = default;
            return false;
        }
        catch (LlmSchemaException e)
        {
            e.PromptTruncation = _truncation;
            throw;
        }
        finally
        {
            if (!isSentBack)
            {
                _options?.OnTypedAnswer?.Invoke(new(_sentBack.Count, _promptTokens, _completionTokens, mendings, answer.Text ?? "") { PromptTruncation = _truncation });
            }
        }
    }
}
