using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OllamaSdk.ApiCalls;
using OllamaSdk.OpenAI;
using OllamaSdk.Streaming;
using OllamaSdk.Telemetry;
using OllamaSdk.Transport;

namespace OllamaSdk.Watching;

/// <summary>A watched call of the API: reads what the request asks for and what the answer tells, for both APIs, streamed or not.</summary>
internal sealed class WatchedCall : CallSpan
{
    private readonly ILogger _logger;
    private readonly SafeText _safe;
    private readonly PartialAnswer? _content;
    private List<string>? _reasons;
    private string? _id;
    private long? _reasoningTokens;
    private int? _dimensions;

    private WatchedCall(string operation, string? model, object? request, bool streamed, RunnerSettings settings, bool isTold)
        : base(operation, settings.TelemetryProvider, model, settings.Endpoint, settings.Clock, isTold)
    {
        _logger = settings.Logger;
        Log.Began(_logger, operation, model, settings.Endpoint);
        IsEmbedding = operation == Operations.Embeddings;
        _safe = settings.Safe;
        if (Activity is not { IsAllDataRequested: true } span)
        {
            return;
        }

        if (streamed)
        {
            span.Tell(Names.RequestStream, true);
        }

        RequestTags.Set(span, request);
        if (LlmTelemetry.CaptureContent && !IsEmbedding)
        {
            _content = new PartialAnswer();
            ContentTags.Set(span, request, _safe);
        }
    }

    public override bool KeepsContent => _content is not null;

    protected override bool IsEmbedding { get; }

    /// <summary>Begins to watch a call; <see langword="null"/> where nobody listens, or where it is no call of a model.</summary>
    /// <param name="route">The path with its placeholders.</param>
    /// <param name="request">The body, as a model.</param>
    /// <param name="model">The model that it names.</param>
    /// <param name="streamed">Whether the answer comes in parts.</param>
    /// <param name="settings">Those of the client.</param>
    public static WatchedCall? Begin(string route, object? request, string? model, bool streamed, RunnerSettings settings)
    {
        var isTold = Instruments.AreWatched;
        if ((!isTold && !settings.Logger.IsEnabled(LogLevel.Information)) || Operations.Of(route) is not { } operation)
        {
            return null;
        }

        return new WatchedCall(operation, model is null ? null : SecretParts.ShownModel(model), request, streamed, settings, isTold && !IsToldAbove(operation));
    }

    public override void Note(object answer)
    {
        switch (answer)
        {
            // Most chunks say nothing but text, and there is one per token.
            case OllamaChatResponse { DoneReason: null, EvalCount: null } when ResponseModel is not null:
            case GenerateResponse { DoneReason: null, EvalCount: null } when ResponseModel is not null:
            case ChatCompletionChunk { Usage: null, ChoicesOnWire: [{ FinishReason: null }] } when ResponseModel is not null:
            case CompletionChunk { Usage: null, ChoicesOnWire: [{ FinishReason: null }] } when ResponseModel is not null:
                break;
            case OllamaChatResponse chat:
                Take(chat.ModelOnWire, chat.PromptEvalCount, chat.EvalCount, chat.PromptEvalCachedCount, chat.DoneReason?.Value);
                break;
            case GenerateResponse generated:
                Take(generated.ModelOnWire, generated.PromptEvalCount, generated.EvalCount, generated.PromptEvalCachedCount, generated.DoneReason?.Value);
                break;
            case ChatCompletionChunk chunk:
                Take(chunk.IdOnWire, chunk.ModelOnWire, chunk.Usage);
                TakeReasons(chunk.ChoicesOnWire, static choice => choice.FinishReason);
                break;
            case ChatCompletion whole:
                Take(whole.IdOnWire, whole.ModelOnWire, whole.Usage);
                TakeReasons(whole.ChoicesOnWire, static choice => choice.FinishReason);
                TakeContent(whole);
                break;
            case CompletionChunk chunk:
                Take(chunk.IdOnWire, chunk.ModelOnWire, chunk.Usage);
                TakeReasons(chunk.ChoicesOnWire, static choice => choice.FinishReason);
                break;
            case Completion whole:
                Take(whole.IdOnWire, whole.ModelOnWire, whole.Usage);
                TakeReasons(whole.ChoicesOnWire, static choice => choice.FinishReason);
                _content?.AppendContent(whole.ChoicesOnWire is [{ } first, ..] ? first.Text : null);
                break;
            case ResponseStreamEvent { Response: { } response }:
                Take(response);
                break;
            case OpenAIResponse response:
                Take(response);
                TakeContent(response);
                break;
            case EmbedResponse embedded:
                Take(embedded.ModelOnWire, embedded.PromptEvalCount, null, null, null);
                _dimensions = embedded.EmbeddingsOnWire is [{ } vector, ..] ? vector.Length : null;
                break;
            case EmbeddingList list:
                Take(null, list.ModelOnWire, list.Usage);
                _dimensions = list.DataOnWire is [{ Embedding: { } numbers }, ..] ? numbers.Values.Length : null;
                break;
        }

        if (_content is not null && answer is IStreamItem item)
        {
            item.AppendTo(_content);
        }
    }

    protected override void Finish(Activity activity)
    {
        activity.Tell(Names.ResponseId, _id);
        activity.Tell(Names.ResponseReasons, _reasons?.ToArray());
        activity.Tell(Names.ReasoningTokens, _reasoningTokens);
        activity.Tell(Names.Dimensions, _dimensions);
        if (_content is not null)
        {
            activity.Tell(Names.OutputMessages, _safe.Clean(MessageJson.OfAnswer(_content, _reasons is [{ } reason, ..] ? reason : null), int.MaxValue));
        }
    }

    protected override void Ended(TimeSpan duration, string? error)
    {
        if (error is not null)
        {
            Log.Failed(_logger, Operation, Model, Server, duration, error);
        }
        else
        {
            Log.Ended(_logger, Operation, Model, Server, duration, InputTokens, OutputTokens, CachedTokens, _reasons is null ? null : string.Join(", ", _reasons));
        }
    }

    private void Take(string? model, long? input, long? output, long? cached, string? reason)
    {
        ResponseModel = model ?? ResponseModel;
        InputTokens = input ?? InputTokens;
        OutputTokens = output ?? OutputTokens;
        CachedTokens = cached ?? CachedTokens;
        if (reason is { Length: > 0 })
        {
            (_reasons ??= []).Add(reason);
        }
    }

    private void Take(string? id, string? model, CompletionUsage? usage)
    {
        _id ??= id is { Length: > 0 } ? id : null;
        _reasoningTokens = usage?.CompletionTokensDetails?.ReasoningTokens ?? _reasoningTokens;
        Take(model, usage?.PromptTokens, usage?.CompletionTokens, usage?.PromptTokensDetails?.CachedTokens, null);
    }

    private void Take(OpenAIResponse response)
    {
        _id ??= response.IdOnWire is { Length: > 0 } id ? id : null;
        _reasoningTokens = response.Usage?.OutputTokensDetails?.ReasoningTokens ?? _reasoningTokens;
        // A stream tells of the status again and again: only the last word of it is the reason.
        _reasons = response.IncompleteDetails?.Reason is { Length: > 0 } why ? [why] : response.Status?.Value is { Length: > 0 } status and not "in_progress" ? [status] : _reasons;
        Take(response.ModelOnWire, response.Usage?.InputTokens, response.Usage?.OutputTokens, response.Usage?.InputTokensDetails?.CachedTokens, null);
    }

    private void TakeReasons<T>(IReadOnlyList<T>? choices, Func<T, FinishReason?> reasonOf)
    {
        for (var i = 0; i < choices?.Count; i++)
        {
            if (choices[i] is { } choice && reasonOf(choice)?.Value is { Length: > 0 } reason)
            {
                (_reasons ??= []).Add(reason);
            }
        }
    }

    private void TakeContent(OpenAIResponse response)
    {
        foreach (var item in _content is null ? [] : response.Output)
        {
            _content!.AppendContent(item.Content.Text);
            if (item.Arguments.Length > 0)
            {
                _content.AppendToolCall(item.CallId, item.Name, item.Arguments);
            }
        }
    }

    private void TakeContent(ChatCompletion whole)
    {
        if (_content is null || whole.ChoicesOnWire is not [{ } first, ..])
        {
            return;
        }

        _content.AppendContent(first.Message.Content.Text);
        _content.AppendThinking(first.Message.ReasoningText);
        foreach (var call in first.Message.ToolCalls)
        {
            _content.AppendToolCall(call.Id, call.Function.Name, call.Function.Arguments);
        }
    }
}
