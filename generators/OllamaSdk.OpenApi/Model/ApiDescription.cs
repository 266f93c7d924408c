namespace OllamaSdk.OpenApi.Model;

/// <summary>One description, read completely: everything the writers need and nothing of OpenAPI.</summary>
/// <param name="Source">The file's path from the repository's root, with forward slashes.</param>
/// <param name="Namespace">The C# namespace of all its types.</param>
/// <param name="Folder">The folder below <c>Api/Generated</c>.</param>
/// <param name="Types">The records and open strings.</param>
/// <param name="Interfaces">One per tag.</param>
internal sealed record ApiDescription(
    string Source, string Namespace, string Folder, IReadOnlyList<ApiType> Types, IReadOnlyList<ApiInterface> Interfaces);
