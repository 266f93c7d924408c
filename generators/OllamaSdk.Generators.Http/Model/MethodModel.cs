namespace OllamaSdk.Generators.Http.Model;

/// <param name="ReturnType">The whole return type, as it stands in the signature.</param>
/// <param name="Path">The path with its placeholders.</param>
/// <param name="Headers">The fixed headers, those of the interface and of the method already merged.</param>
/// <param name="TimeoutMilliseconds">0 where the method sets none.</param>
/// <param name="ResultType">What the runner reads from the answer; empty where <paramref name="Result"/> needs no type.</param>
internal sealed record MethodModel(
    string Name,
    string ReturnType,
    HttpVerb Verb,
    string Path,
    EquatableArray<ParameterModel> Parameters,
    EquatableArray<HeaderModel> Headers,
    int TimeoutMilliseconds,
    ResultKind Result,
    string ResultType);
