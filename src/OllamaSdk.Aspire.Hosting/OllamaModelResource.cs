namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// A model that a server of the app host shall have, see <see cref="OllamaModelBuilderExtensions"/>. Its connection string is
/// <c>Endpoint=http://…;Model=…</c>.
/// </summary>
/// <param name="name">The name of the resource, and of its connection string.</param>
/// <param name="model">The model, as Ollama names it.</param>
/// <param name="parent">The server.</param>
public sealed class OllamaModelResource(string name, string model, IOllamaServerResource parent)
    : Resource(name), IResourceWithParent<IOllamaServerResource>, IResourceWithConnectionString
{
    /// <summary>The model, as Ollama names it: <c>llama3.2</c>, <c>qwen3:8b</c>, <c>hf.co/…</c>.</summary>
    public string Model { get; } = model;

    /// <inheritdoc/>
    public IOllamaServerResource Parent { get; } = parent;

    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Parent};Model={Model}");

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
        Parent.CombineProperties([new("Model", ReferenceExpression.Create($"{Model}"))]);
}
