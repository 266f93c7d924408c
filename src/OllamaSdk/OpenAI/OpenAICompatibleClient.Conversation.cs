using System.Text.Json;
using OllamaSdk.Loop;
using OllamaSdk.Prompting;

namespace OllamaSdk.OpenAI;

public partial class OpenAICompatibleClient
{
    /// <summary>Begins a conversation that keeps its history and runs the tools the model asks for.</summary>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="system">How the model should behave; the first message of the history.</param>
    /// <param name="tools">What the model may ask for: a <see cref="ToolSet"/>, or the <c>LlmTools</c> of a type.</param>
    /// <param name="toolOptions">Limits and hooks of the tools.</param>
    /// <returns>The conversation; it may be kept as long as the client.</returns>
    /// <exception cref="ArgumentException">There is no model, two tools have the same name, or an option is wrong.</exception>
    /// <example><code>
    /// var conversation = client.StartConversation(system: "Answer in one sentence.", tools: Weather.LlmTools);
    /// var answer = await conversation.SendAsync("Do I need an umbrella in Paris?");
    /// Console.WriteLine(answer.Text);
    /// </code></example>
    public OpenAIConversation StartConversation(string? model = null, string? system = null, IEnumerable<LlmTool>? tools = null, ToolLoopOptions? toolOptions = null) =>
        Converse(new() { Model = model, Messages = system is null ? null : [ChatCompletionMessage.System(system)] }, tools, toolOptions);

    /// <summary>Goes on with a conversation that was saved by <see cref="Conversation{TMessage, TAnswer}.ToJson"/>.</summary>
    /// <param name="json">The JSON text; any body of <c>/v1/chat/completions</c> without tools is one.</param>
    /// <param name="tools">What the model may ask for; tools are not saved.</param>
    /// <param name="toolOptions">Limits and hooks of the tools; they are not saved.</param>
    /// <returns>The conversation, with the history and the settings that were saved.</returns>
    /// <exception cref="ArgumentException">Two tools have the same name, an option is wrong, or neither the text nor the client has a model.</exception>
    /// <exception cref="JsonException">The text is no conversation.</exception>
    public OpenAIConversation LoadConversation(string json, IEnumerable<LlmTool>? tools = null, ToolLoopOptions? toolOptions = null) =>
        Converse(SavedJson.Read<ChatCompletionRequest>(json, OpenAIConversation.JsonType, saved => saved.Messages), tools, toolOptions);

    /// <summary>Goes on with a conversation that was saved by <see cref="Conversation{TMessage, TAnswer}.SaveAsync"/>.</summary>
    /// <param name="source">Holds the JSON as UTF-8; it is read to its end and stays open.</param>
    /// <param name="tools">What the model may ask for; tools are not saved.</param>
    /// <param name="toolOptions">Limits and hooks of the tools; they are not saved.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <inheritdoc cref="LoadConversation" path="/returns|/exception"/>
    public async Task<OpenAIConversation> LoadConversationAsync(
        Stream source, IEnumerable<LlmTool>? tools = null, ToolLoopOptions? toolOptions = null, CancellationToken cancellationToken = default) =>
        Converse(await SavedJson.ReadAsync<ChatCompletionRequest>(source, OpenAIConversation.JsonType, saved => saved.Messages, cancellationToken).ConfigureAwait(false), tools, toolOptions);

    /// <summary>About how many tokens a conversation has, by what the model's answers have shown so far.</summary>
    internal long? EstimateTokens(ChatCompletionRequest request) => PromptSize.Of(_runner.Guard, request);

    private OpenAIConversation Converse(ChatCompletionRequest request, IEnumerable<LlmTool>? tools, ToolLoopOptions? toolOptions) =>
        new(this, request with { Model = ModelOr(request.Model) }, tools, toolOptions);
}
