namespace OllamaSdk.Generators.Http.Tests;

/// <summary>The refused snippets: id, source, and the text under which the diagnostic stands.</summary>
internal static class DiagnosticCases
{
    /// <summary>Verbs and attributes that Refit has and we do not.</summary>
    private const string Foreign = """
        namespace OllamaSdk.Http
        {
            internal sealed class PatchAttribute(string path) : HttpMethodAttribute(path);
            internal sealed class OptionsAttribute(string path) : HttpMethodAttribute(path);
            internal sealed class MultipartAttribute : Attribute;
            internal sealed class UrlAttribute : Attribute;
        }

        namespace Elsewhere
        {
            internal sealed class TraceAttribute(string path) : HttpMethodAttribute(path);
        }

        """;

    public static TheoryData<string, string, string> All()
    {
        var data = new TheoryData<string, string, string>();
        AddAttributes(data);
        AddPaths(data);
        AddParameters(data);
        AddResults(data);
        AddMembers(data);
        AddInterfaces(data);
        AddHeaders(data);
        return data;
    }

    private static void AddAttributes(TheoryData<string, string, string> data)
    {
        data.Add("OSDK001", Foreign + Api("[Patch(\"/a\")] Task AAsync();"), "Patch(\"/a\")");
        data.Add("OSDK001", Foreign + Api("[Options(\"/a\")] Task AAsync();"), "Options(\"/a\")");
        data.Add("OSDK001", Foreign + Api("[Get(\"/a\")] Task AAsync(); [Elsewhere.Trace(\"/b\")] Task BAsync();"), "Elsewhere.Trace(\"/b\")");
        data.Add("OSDK002", Foreign + Api("[Multipart, Get(\"/a\")] Task AAsync();"), "Multipart");
        data.Add("OSDK002", Foreign + Api("[Get(\"/a\")] Task AAsync([Url] string url);"), "Url");
        data.Add("OSDK002", Foreign + "[Url] " + Api("[Get(\"/a\")] Task AAsync();"), "Url");
        data.Add("OSDK019", Api("[Get(\"/a\")] Task AAsync(); Task BAsync();"), "BAsync");
        data.Add("OSDK020", Api("[Get(\"/a\"), Post(\"/b\")] Task AAsync();"), "Post(\"/b\")");
        data.Add("OSDK028", Api("[Get(\"/a\"), Timeout(0)] Task AAsync();"), "Timeout(0)");
        data.Add("OSDK028", Api("[Get(\"/a\"), Timeout(-1)] Task AAsync();"), "Timeout(-1)");
    }

    private static void AddPaths(TheoryData<string, string, string> data)
    {
        data.Add("OSDK003", Path("api"), "Get(\"api\")");
        data.Add("OSDK003", Path(""), "Get(\"\")");
        data.Add("OSDK003", Api("[Get(null!)] Task AAsync();"), "Get(null!)");
        data.Add("OSDK004", Path("/a\\\\b"), "Get(\"/a\\\\b\")");
        data.Add("OSDK004", Path("/a?b=c"), "Get(\"/a?b=c\")");
        data.Add("OSDK004", Path("/a#b"), "Get(\"/a#b\")");
        data.Add("OSDK004", Path("/a b"), "Get(\"/a b\")");
        foreach (var path in (string[])["/{**x}", "/{x?}", "/{x.y}", "/{}", "/{x", "/x}", "/{x}}", "/{{x}"])
        {
            data.Add("OSDK005", Api($"[Get(\"{path}\")] Task AAsync(string x);"), $"Get(\"{path}\")");
        }

        data.Add("OSDK006", Path("/{x}"), "Get(\"/{x}\")");
        data.Add("OSDK006", Api("[Get(\"/{x}\")] Task AAsync([AliasAs(\"y\")] string x);"), "Get(\"/{x}\")");
        data.Add("OSDK007", Api("[Get(\"/{x}\")] Task AAsync(string x, [AliasAs(\"X\")] string y);"), "y");
    }

    private static void AddParameters(TheoryData<string, string, string> data)
    {
        foreach (var type in (string[])["Question", "object", "string[][]", "int[,]", "Dictionary<string, string>", "Stream", "CallOptions", "CancellationToken?"])
        {
            data.Add("OSDK008", Api($"[Post(\"/a\")] Task AAsync({type} x);"), "x");
        }

        data.Add("OSDK008", Api("[Get(\"/{x}\")] Task AAsync(string[] x);"), "x");
        data.Add("OSDK008", Api("[Get(\"/a\")] Task AAsync([Header(\"X-A\")] string[] x);"), "x");
        data.Add("OSDK009", Api("[Post(\"/a\")] Task AAsync([Body] Question x, [Body] Stream y);"), "AAsync");
        foreach (var type in (string[])["Question?", "int?", "FileStream", "StringContent", "object"])
        {
            data.Add("OSDK010", Api($"[Post(\"/a\")] Task AAsync([Body] {type} x);"), "x");
        }

        data.Add("OSDK011", Api("[Get(\"/a\")] Task AAsync(CancellationToken x, CancellationToken y);"), "AAsync");
        data.Add("OSDK012", Api("[Get(\"/a\")] Task AAsync(CancellationToken x, string y);"), "AAsync");
        foreach (var parameter in (string[])["ref int x", "in int x", "out int x", "ref readonly int x", "Span<char> x", "ReadOnlySpan<byte> x"])
        {
            data.Add("OSDK016", Api($"[Get(\"/a\")] Task AAsync({parameter});"), "x");
        }

        foreach (var attributes in (string[])["[Body, Query]", "[Header(\"A\"), Property]", "[Body, AliasAs(\"y\")]", "[Property, AliasAs(\"y\")]"])
        {
            data.Add("OSDK026", Api($"[Post(\"/a\")] Task AAsync({attributes} string x);"), "x");
        }

        data.Add("OSDK026", Api("[Post(\"/{x}\")] Task AAsync([Body] string x);"), "x");
        data.Add("OSDK026", Api("[Get(\"/a\")] Task AAsync([Query] CancellationToken x);"), "x");
        data.Add("OSDK026", Api("[Get(\"/{x}\")] Task AAsync(CancellationToken x);"), "x");
        data.Add("OSDK027", Api("[Get(\"/a\")] Task AAsync([AliasAs(\"\")] string x);"), "AliasAs(\"\")");
        data.Add("OSDK027", Api("[Get(\"/a\")] Task AAsync([Property(\" \")] string x);"), "Property(\" \")");
    }

    private static void AddResults(TheoryData<string, string, string> data)
    {
        foreach (var type in (string[])
            [
                "void", "Answer", "ValueTask", "ValueTask<Answer>", "IObservable<Answer>", "IEnumerable<Answer>", "Task<object>",
                "Task<FileStream>", "Task<Stream?>", "Task<HttpResponseMessage?>", "Task<HttpContent>", "Task<Task>", "Task<IAsyncEnumerable<Answer>>",
            ])
        {
            data.Add("OSDK013", Api($"[Get(\"/a\")] {type} AAsync();"), "AAsync");
        }

        foreach (var type in (string[])["string", "Question", "int", "Answer?"])
        {
            data.Add("OSDK014", Api($"[Get(\"/a\")] IAsyncEnumerable<{type}> AAsync();"), "AAsync");
        }

        data.Add("OSDK015", Api("[Get(\"/a\")] Task<T> AAsync<T>();"), "AAsync");
    }

    private static void AddMembers(TheoryData<string, string, string> data)
    {
        data.Add("OSDK017", Api("[Get(\"/a\")] Task AAsync() => Task.CompletedTask;"), "AAsync");
        data.Add("OSDK017", Api("[Get(\"/a\")] static abstract Task AAsync();"), "AAsync");
        data.Add("OSDK018", Api("[Get(\"/a\")] Task AAsync(); string Name { get; }"), "Name");
        data.Add("OSDK018", Api("[Get(\"/a\")] Task AAsync(); event Action Changed;"), "Changed");
        data.Add("OSDK018", Api("[Get(\"/a\")] Task AAsync(); string this[int i] { get; }"), "this");
    }

    private static void AddInterfaces(TheoryData<string, string, string> data)
    {
        data.Add("OSDK021", $"public class Outer {{ {Api("[Get(\"/a\")] Task AAsync();")} }}", "IApi");
        data.Add("OSDK021", "file interface ILocal { [Get(\"/a\")] Task AAsync(); }", "ILocal");
        data.Add("OSDK022", "public interface IApi<T> { [Get(\"/a\")] Task AAsync(); }", "IApi");
        data.Add("OSDK023", "public interface IApi : IDisposable { [Get(\"/a\")] Task AAsync(); }", "IApi");
        data.Add("OSDK024", "public abstract class Api { [Get(\"/a\")] public abstract Task AAsync(); }", "AAsync");
    }

    private static void AddHeaders(TheoryData<string, string, string> data)
    {
        foreach (var text in (string[])["", ":", ": value", "Bad Name: value", "Näme: value", "X-A: one\\ntwo"])
        {
            data.Add("OSDK025", Api($"[Headers(\"{text}\"), Get(\"/a\")] Task AAsync();"), $"Headers(\"{text}\")");
        }

        data.Add("OSDK025", "[Headers(\"a b\")] " + Api("[Get(\"/a\")] Task AAsync();"), "Headers(\"a b\")");
        data.Add("OSDK025", Api("[Get(\"/a\")] Task AAsync([Header(\"A: b\")] string x);"), "Header(\"A: b\")");
    }

    private static string Path(string path) => Api($"[Get(\"{path}\")] Task AAsync();");

    private static string Api(string members) => $"public interface IApi {{ {members} }}";
}
