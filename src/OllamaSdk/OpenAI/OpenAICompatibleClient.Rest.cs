using System.Globalization;
using OllamaSdk.Transfers;

namespace OllamaSdk.OpenAI;

public partial class OpenAICompatibleClient
{
    /// <summary>Completes a prompt and waits for the whole text.</summary>
    /// <inheritdoc cref="ChatAsync(ChatCompletionRequest, CallOptions?, CancellationToken)"/>
    /// <param name="request">The prompt. It is not changed; without a model the client's default is used.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    public virtual Task<Completion> CompleteAsync(CompletionRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _completions.CompleteAsync(Prepare(request, stream: false), options, cancellationToken);

    /// <summary>Completes a prompt and delivers the text in chunks, as the server makes them.</summary>
    /// <param name="request">The prompt. It is not changed; without a model the client's default is used.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="ChatStreamAsync(ChatCompletionRequest, CallOptions?, CancellationToken)" path="/returns|/exception"/>
    public virtual IAsyncEnumerable<CompletionChunk> CompleteStreamAsync(CompletionRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _completions.CompleteStreamAsync(Prepare(request, stream: true), options, cancellationToken);

    /// <summary>The models the server offers; what that means (on disk, loaded, configured) differs from server to server.</summary>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LlmException">The call failed; the type says how.</exception>
    /// <returns>The models.</returns>
    public virtual Task<OpenAIModelList> ListModelsAsync(CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _models.ListModelsAsync(options, cancellationToken);

    /// <summary>One model.</summary>
    /// <param name="model">Its id.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LlmModelNotFoundException">The server does not have the model.</exception>
    /// <exception cref="LlmException">The call failed in another way; the type says how.</exception>
    /// <returns>What the server says of it.</returns>
    public virtual Task<OpenAIModel> GetModelAsync(string model, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _models.GetModelAsync(RequestChecks.Model(model), options, cancellationToken);

    /// <summary>Turns speech into text.</summary>
    /// <param name="audio">The recording, read from where it stands to its end; stays open.</param>
    /// <param name="fileName">Its name; servers tell the format by the ending.</param>
    /// <param name="request">Model, language, prompt.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="ChatAsync(ChatCompletionRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>The text.</returns>
    public virtual async Task<TranscriptionResponse> TranscribeAsync(
        Stream audio, string fileName, TranscriptionRequest? request = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        using var form = new MultipartFormDataContent();
        Add("model", ModelOr(request?.Model));
        Add("response_format", "json");
        Add("language", request?.Language);
        Add("prompt", request?.Prompt);
        Add("temperature", request?.Temperature?.ToString(CultureInfo.InvariantCulture));
        form.Add(new UploadContent(audio, audio.CanSeek ? audio.Length - audio.Position : -1, null), "file", FormName(fileName));
        return await _audio.TranscribeAsync(form, options, cancellationToken).ConfigureAwait(false);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                form.Add(new StringContent(value), name);
            }
        }
    }

    /// <summary>Turns a text into speech and delivers the sound as the server makes it.</summary>
    /// <remarks>The sound may be of any length: <see cref="LlmConnectionOptions.MaxAnswerBytes"/> does not hold here.</remarks>
    /// <param name="request">The text and the voice. It is not changed; without a model the client's default is used.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it, also while the stream is read.</param>
    /// <inheritdoc cref="ChatAsync(ChatCompletionRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>
    /// The bytes of the sound; the first of them are there. Dispose it: that closes the connection, so that the server stops. Its reads throw an
    /// <see cref="LlmException"/> where the rest does not come.
    /// </returns>
    public virtual Task<Stream> SpeakAsync(SpeechRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequestShape.NotEmpty(request.Input?.Length, nameof(request.Input));
        RequestChecks.Finite(request.Speed, nameof(request.Speed));
        return _audio.SpeakAsync(request with { Model = ModelOr(request.Model) }, options, cancellationToken);
    }

    /// <summary>
    /// Makes a long conversation short. Send the output's item of type <see cref="ResponseItemType.Compaction"/> back unchanged, in place of what it
    /// stands for.
    /// </summary>
    /// <param name="request">The conversation. It is not changed; without a model the client's default is used.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="ChatAsync(ChatCompletionRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>What is left of the conversation, in <see cref="OpenAIResponse.Output"/>.</returns>
    public virtual Task<OpenAIResponse> CompactAsync(CompactRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(request.Input);
        RequestShape.NotEmpty(request.Input.Text is null ? request.Input.Items.Count : 1, nameof(request.Input));
        var prepared = request with { Model = ModelOr(request.Model), Tools = RequestShape.NullIfEmpty(request.Tools), Stream = null };
        return _responses.CompactAsync(prepared, options, cancellationToken);
    }

    /// <summary>Answers by the Responses API and waits for the whole response.</summary>
    /// <param name="request">The input. It is not changed; without a model the client's default is used.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="ChatAsync(ChatCompletionRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>The whole response.</returns>
    public virtual Task<OpenAIResponse> RespondAsync(ResponseRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prepared = Prepare(request, stream: false);
        return IsChecked(prepared.Reasoning?.Effort) ? CheckedAsync(prepared, options, cancellationToken) : _responses.RespondAsync(prepared, options, cancellationToken);
    }

    /// <summary>Answers by the Responses API and delivers its events as they come; the last is <c>response.completed</c>, <c>.incomplete</c> or <c>.failed</c>.</summary>
    /// <param name="request">The input. It is not changed; without a model the client's default is used.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="ChatStreamAsync(ChatCompletionRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>The events, in their order.</returns>
    public virtual IAsyncEnumerable<ResponseStreamEvent> RespondStreamAsync(ResponseRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prepared = Prepare(request, stream: true);
        return DemandFirst(_responses.RespondStreamAsync(prepared, options, cancellationToken), prepared.Model!, prepared.Reasoning?.Effort, options, cancellationToken);
    }

    // As browsers write it: nothing in a name may end the quotes or the line it stands in.
    private static string FormName(string fileName) =>
        string.Concat(fileName.Select(c => c == '"' || char.IsControl(c) ? Uri.HexEscape(c) : c.ToString()));

    private CompletionRequest Prepare(CompletionRequest request, bool stream)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequestShape.NotEmpty(request.Prompt?.Count, nameof(request.Prompt));
        return request with
        {
            Model = ModelOr(request.Model),
            Stop = request.Stop is { Texts.Count: > 0 } ? request.Stop : null,
            LogitBias = request.LogitBias is { Count: > 0 } ? request.LogitBias : null,
            Stream = stream,
            StreamOptions = stream ? RequestShape.Explicit(request.StreamOptions) : null,
        };
    }

    private ResponseRequest Prepare(ResponseRequest request, bool stream)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(request.Input);
        RequestShape.NotEmpty(request.Input.Text is null ? request.Input.Items.Count : 1, nameof(request.Input));
        return request with
        {
            Model = ModelOr(request.Model),
            Tools = RequestShape.NullIfEmpty(request.Tools),
            Include = RequestShape.NullIfEmpty(request.Include),
            Metadata = request.Metadata is { Count: > 0 } ? request.Metadata : null,
            Stream = stream,
        };
    }
}
