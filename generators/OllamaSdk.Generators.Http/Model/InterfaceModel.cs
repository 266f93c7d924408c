namespace OllamaSdk.Generators.Http.Model;

/// <summary>An interface to implement. This namespace holds plain equatable data only: no symbols, no syntax, no locations.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="Name">The interface's own name.</param>
/// <param name="FullName">Namespace and name as the hint name and the header show them: without the <c>@</c> of a keyword.</param>
/// <param name="TypeReference">The interface as emitted code refers to it.</param>
/// <param name="ClassName">The class to emit.</param>
internal sealed record InterfaceModel(
    string Namespace,
    string Name,
    string FullName,
    string TypeReference,
    string ClassName,
    EquatableArray<MethodModel> Methods);
