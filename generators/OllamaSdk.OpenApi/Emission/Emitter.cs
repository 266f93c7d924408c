using OllamaSdk.OpenApi.Model;

namespace OllamaSdk.OpenApi.Emission;

/// <summary>All files of all descriptions, in ordinal order of their paths.</summary>
internal static class Emitter
{
    public static IReadOnlyList<GeneratedFile> Emit(IReadOnlyList<ApiDescription> apis) =>
    [
        .. apis.SelectMany(api => Emit(api, apis, new MemberKinds(apis)))
            .Append(new(JsonContextWriter.Path, JsonContextWriter.Write(apis)))
            .Append(new(InformingMembersWriter.Path, InformingMembersWriter.Write(apis, new MemberKinds(apis))))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];

    private static IEnumerable<GeneratedFile> Emit(ApiDescription api, IReadOnlyList<ApiDescription> all, MemberKinds kinds)
    {
        foreach (var type in api.Types)
        {
            yield return new($"{api.Folder}/{type.Name}.cs", type switch
            {
                RecordType record => RecordWriter.Write(api, record, kinds),
                OpenStringType openString => OpenStringWriter.Write(api, openString),
                _ => throw new InvalidOperationException($"No writer for {type}."),
            });
        }

        foreach (var type in QuickReaderWriter.Readable(api))
        {
            yield return new($"{api.Folder}/{type.Name}.Reader.cs", QuickReaderWriter.Write(api, type, all, kinds));
        }

        foreach (var type in api.Interfaces)
        {
            yield return new($"{api.Folder}/{type.Name}.cs", InterfaceWriter.Write(api, type));
        }
    }
}
