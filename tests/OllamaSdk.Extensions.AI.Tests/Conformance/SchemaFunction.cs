using System.Text.Json;
using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI.Conformance;

/// <summary>A function with a ready-made schema, which no reflection is needed for.</summary>
internal sealed class SchemaFunction(string name, string schema, Func<AIFunctionArguments, object?> call, bool strict = false) : AIFunction
{
    public override string Name => name;

    public override string Description => $"Does {name}.";

    public override JsonElement JsonSchema { get; } = JsonElement.Parse(schema);

    public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; } =
        strict ? new Dictionary<string, object?> { ["strict"] = true } : new Dictionary<string, object?>();

    protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) => new(call(arguments));
}
