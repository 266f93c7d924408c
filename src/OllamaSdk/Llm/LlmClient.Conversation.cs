using System.Text.Json;
using OllamaSdk.Llm;
using OllamaSdk.Loop;

namespace OllamaSdk;

public partial class LlmClient
{
    /// <summary>
    /// Begins a conversation that keeps its history and runs the tools the model asks for. Each turn goes along the servers anew, so that a
    /// conversation outlives a server.
    /// </summary>
    /// <param name="model">The model; where <see langword="null"/>, each target is asked for its own.</param>
    /// <param name="system">How the model should behave; the first message of the history.</param>
    /// <param name="tools">What the model may ask for: a <see cref="ToolSet"/>, or the <c>LlmTools</c> of a type.</param>
    /// <param name="toolOptions">Limits and hooks of the tools.</param>
    /// <returns>The conversation; it may be kept as long as the client.</returns>
    /// <exception cref="ArgumentException">Two tools have the same name, or an option is wrong.</exception>
    /// <example><code>
    /// var conversation = client.StartConversation(system: "Answer in one sentence.", tools: Weather.LlmTools);
    /// var answer = await conversation.SendAsync("Do I need an umbrella in Paris?");
    /// Console.WriteLine($"{answer.Text} ({answer.Answer?.Provider})");
    /// </code></example>
    public LlmConversation StartConversation(string? model = null, string? system = null, IEnumerable<LlmTool>? tools = null, ToolLoopOptions? toolOptions = null) =>
        new(this, new() { Model = model, Messages = system is null ? [] : [LlmMessage.System(system)] }, tools, toolOptions);

    /// <summary>Goes on with a conversation that was saved by <see cref="Conversation{TMessage, TAnswer}.ToJson"/>.</summary>
    /// <param name="json">The JSON text.</param>
    /// <param name="tools">What the model may ask for; tools are not saved.</param>
    /// <param name="toolOptions">Limits and hooks of the tools; they are not saved.</param>
    /// <returns>The conversation, with the history and the settings that were saved.</returns>
    /// <exception cref="ArgumentException">Two tools have the same name, or an option is wrong.</exception>
    /// <exception cref="JsonException">The text is no conversation.</exception>
    public LlmConversation LoadConversation(string json, IEnumerable<LlmTool>? tools = null, ToolLoopOptions? toolOptions = null) =>
        new(this, SavedJson.Read<SavedRequest>(json, SavedRequest.JsonType, saved => saved.Messages).ToRequest(), tools, toolOptions);

    /// <summary>Goes on with a conversation that was saved by <see cref="Conversation{TMessage, TAnswer}.SaveAsync"/>.</summary>
    /// <param name="source">Holds the JSON as UTF-8; it is read to its end and stays open.</param>
    /// <param name="tools">What the model may ask for; tools are not saved.</param>
    /// <param name="toolOptions">Limits and hooks of the tools; they are not saved.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <inheritdoc cref="LoadConversation" path="/returns|/exception"/>
    public async Task<LlmConversation> LoadConversationAsync(
        Stream source, IEnumerable<LlmTool>? tools = null, ToolLoopOptions? toolOptions = null, CancellationToken cancellationToken = default)
    {
        var saved = await SavedJson.ReadAsync<SavedRequest>(source, SavedRequest.JsonType, saved => saved.Messages, cancellationToken).ConfigureAwait(false);
        return new(this, saved.ToRequest(), tools, toolOptions);
    }
}
