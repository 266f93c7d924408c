using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests.WireMock;

/// <summary>Mapping files of the user's own. The rule: what is not understood is refused, since a matcher that is passed over matches everything.</summary>
public sealed class RecordingFilesTests(RecordingFilesTests.Fixture fixture) : IClassFixture<RecordingFilesTests.Fixture>
{
    private readonly RecordedServer _server = fixture.Server;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{ "id": "1", "request": R, "response": A }""", "id is not known here")]
    [InlineData("""{ "request": R }""", "the mapping lacks 'response'")]
    [InlineData("""[]""", "the mapping is not an object")]
    [InlineData("""{ "request": { "method": "GET", "urlPathPattern": "/.*" }, "response": A }""", "request.urlPathPattern is not known here")]
    [InlineData("""{ "request": { "method": "GET", "urlPath": "/a", "queryParameters": {} }, "response": A }""", "request.queryParameters is not known here")]
    [InlineData("""{ "request": { "method": "GET" }, "response": A }""", "request lacks 'urlPath'")]
    [InlineData("""{ "request": { "method": 1, "urlPath": "/a" }, "response": A }""", "request.method is not a text")]
    [InlineData("""{ "request": H{ "X-A": { "contains": "b" } }}, "response": A }""", "request.headers.X-A.contains is not known here")]
    [InlineData("""{ "request": H{ "X.A": { "equalTo": "b", "matches": "b" } }}, "response": A }""", "request.headers.X.A needs one of equalTo, matches")]
    [InlineData("""{ "request": B[{ "matchesJsonPath": "$.a" }]}, "response": A }""", "request.bodyPatterns[0].matchesJsonPath is not known here")]
    [InlineData("""{ "request": B[{ "or": [{ "equalTo": "a" }, { "not": {} }] }]}, "response": A }""", "request.bodyPatterns[0].or[1].not is not known here")]
    [InlineData("""{ "request": B[{ "equalToJson": {}, "ignoreExtraElements": true }]}, "response": A }""", "request.bodyPatterns[0].ignoreExtraElements is not known here")]
    [InlineData("""{ "request": B[{ "equalToJson": "{}" }]}, "response": A }""", "request.bodyPatterns[0].equalToJson is a text")]
    [InlineData("""{ "request": B[{ "absent": false }]}, "response": A }""", "request.bodyPatterns[0].absent is not true")]
    [InlineData("""{ "request": B[{ "equalTo": "a", "equalTo": "b" }]}, "response": A }""", "request.bodyPatterns[0].equalTo is there twice")]
    [InlineData("""{ "request": R, "response": { "status": 200, "bodyFileName": "a" } }""", "response.bodyFileName is not known here")]
    [InlineData("""{ "request": R, "response": { "status": 200, "chunkedDribbleDelay": { "numberOfChunks": 0, "totalDuration": 1 } } }""", "response.chunkedDribbleDelay.numberOfChunks is not above zero")]
    [InlineData("""{ "request": R, "response": { "status": 20.5 } }""", "response.status is not a whole number")]
    [InlineData("""{ "request": """, "not JSON")]
    public void What_is_not_known_is_refused_by_file_and_member(string mapping, string words)
    {
        string file = fixture.Write(Full(mapping));

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => _server.Load(file));

        Assert.Contains($"{file}: {words}", error.Message);
        Assert.DoesNotContain(Path.GetFileNameWithoutExtension(file), _server.Recordings);
    }

    [Theory]
    [InlineData("aa", "text", 299)]
    [InlineData("aa", """{ "m": [true], "n": 1.0 }""", 299)]
    [InlineData("aa", null, 299)]
    [InlineData("baa", "text", 404)]
    [InlineData("aab", "text", 404)]
    [InlineData("AA", "text", 404)]
    [InlineData(null, "text", 404)]
    [InlineData("aa", "Text", 404)]
    [InlineData("aa", """{"n":1}""", 404)]
    [InlineData("aa", """{"n":1,"m":[true],"o":0}""", 404)]
    public async Task A_mapping_answers_what_it_says_and_nothing_else(string? header, string? body, int status)
    {
        using RecordedServer server = new RecordedServer().Load(fixture.Write("""
            {
              "name": "mine",
              "request": {
                "method": "PUT", "urlPath": "/mine", "headers": { "X-A": { "matches": "b|a+" } },
                "bodyPatterns": [{ "or": [{ "equalTo": "text" }, { "equalToJson": { "n": 1, "m": [true] } }, { "absent": true }] }]
              },
              "response": { "status": 299, "headers": { "X-B": "c" }, "body": "é" }
            }
            """));
        using HttpClient http = new();
        using HttpRequestMessage request = new(HttpMethod.Put, server.Url + "/mine") { Content = body is null ? null : new StringContent(body) };
        request.Headers.Add("x-a", header is null ? [] : [header]);

        using HttpResponseMessage response = await http.SendAsync(request, _ct);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 299 ? "mine" : null, server.LogEntries.Single().MappingTitle);
        Assert.True(status == 404 || (await response.Content.ReadAsStringAsync(_ct), response.Headers.GetValues("X-B").Single()) == ("é", "c"));
    }

    [Fact]
    public async Task A_folder_is_loaded_whole_or_not_at_all()
    {
        DirectoryInfo folder = Directory.CreateDirectory(fixture.NextPath());
        const string mapping = """{ "request": { "method": "GET", "urlPath": "/of-folder" }, "response": { "status": 418 } }""";
        File.WriteAllText(Path.Combine(folder.FullName, "first of folder.json"), mapping);
        string second = Path.Combine(folder.FullName, "version.json");
        File.WriteAllText(second, mapping);

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => _server.Load(folder.FullName));
        Assert.Equal($"{second}: there is a recording called 'version' already.", error.Message);
        Assert.DoesNotContain("first of folder", _server.Recordings);

        File.Delete(second);
        Assert.Contains("first of folder", _server.Load(folder.FullName).Recordings);
        using HttpClient http = new();
        using HttpResponseMessage response = await http.GetAsync(_server.Url + "/of-folder", _ct);
        Assert.Equal(418, (int)response.StatusCode);
    }

    private static string Full(string mapping) => mapping
        .Replace("R,", """{ "method": "GET", "urlPath": "/a" },""", StringComparison.Ordinal)
        .Replace("R }", """{ "method": "GET", "urlPath": "/a" } }""", StringComparison.Ordinal)
        .Replace("H{", """{ "method": "GET", "urlPath": "/a", "headers": {""", StringComparison.Ordinal)
        .Replace("B[", """{ "method": "GET", "urlPath": "/a", "bodyPatterns": [""", StringComparison.Ordinal)
        .Replace("A }", """{ "status": 200 } }""", StringComparison.Ordinal);

    public sealed class Fixture : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ollamasdk-mappings-");
        private int _files;

        public RecordedServer Server { get; } = new();

        public string NextPath() => Path.Combine(_folder.FullName, $"own{Interlocked.Increment(ref _files)}");

        public string Write(string mapping)
        {
            string path = NextPath() + ".json";
            File.WriteAllText(path, mapping);
            return path;
        }

        public void Dispose()
        {
            Server.Dispose();
            _folder.Delete(recursive: true);
        }
    }
}
