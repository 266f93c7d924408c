using System.Globalization;
using System.Text.RegularExpressions;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Http;

/// <summary>What each method of each interface puts on the wire: request line, headers and body, nothing more and nothing less.</summary>
public sealed class MethodRequestTests
{
    public static TheoryData<string> Methods => MethodTable.Names;

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Request(string method)
    {
        var row = MethodTable.Row(method);
        await using var server = new ScriptedServer(connection => connection.RespondToAnyAsync());
        await using var native = server.Create();
        await using var v1 = server.CreateV1();

        await Guard.Within(row.CallAsync(native, v1));

        var request = Assert.Single(server.Requests);
        Assert.Equal($"{row.Line} HTTP/1.1", request.Head.Split("\r\n")[0]);
        Assert.Equal(Expected(row, server), Seen(request));
        Assert.Equal(row.BodyBytes(), request.Body);
    }

    [Fact]
    public void The_table_has_every_method()
    {
        var methods = typeof(IOllamaGenerationApi).Assembly.GetExportedTypes()
            .Where(type => type.IsInterface && Regex.IsMatch(type.Name, "^I.*Api$"))
            .SelectMany(type => type.GetMethods().Select(method => $"{type.Name}.{method.Name}"))
            .Order(StringComparer.Ordinal);

        Assert.Equal(methods, MethodTable.Rows.Select(row => row.Name).Order(StringComparer.Ordinal));
        Assert.Equal(15, MethodTable.Rows.Select(row => row.Api).Distinct().Count());
    }

    private static IEnumerable<string> Expected(MethodRow row, ScriptedServer server)
    {
        List<string> headers = [$"Accept: {row.Accept}", $"Host: {server.Url.Authority}", "User-Agent: ours"];
        if (row.Body is not null)
        {
            headers.Add($"Content-Type: {row.ContentType}");
            headers.Add($"Content-Length: {row.BodyBytes().Length.ToString(CultureInfo.InvariantCulture)}");
        }
        else
        {
            headers.Add("Content-Length: 0");
        }

        return headers.Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Seen(ScriptedRequest request) => request.Headers
        .Select(header => $"{header.Key}: {Named(header)}")
        .Order(StringComparer.Ordinal);

    private static string Named(KeyValuePair<string, string> header) =>
        header.Key == "User-Agent" ? Regex.Replace(header.Value, @"^OllamaSdk/\d+\.\d+\.\d+ \([a-z0-9]+ [a-z]+\) \.NET/\d+\.\d+\.\d+$", "ours") : header.Value;
}
