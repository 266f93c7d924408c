using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using OllamaSdk.Testing.Recordings;
using WireMock.Logging;
using WireMock.Server;
using WireMock.Settings;

namespace OllamaSdk.Testing;

/// <summary>
/// A WireMock.Net server on a free port of loopback that answers as real servers were recorded answering: Ollama 0.33, and where a name begins with
/// <c>llama_</c> llama.cpp's server. The models had random weights, so the words mean nothing; everything else is real. What
/// begins with <c>written_</c> was not recorded but written, from the documentation and source of Ollama 0.34 to 0.40.
/// </summary>
/// <remarks>
/// Each recording answers the request that was recorded, and no other body. <see cref="Serve"/> makes it the answer to all requests of its route. Where
/// the same request was recorded more than once the first by name answers; the request header <c>X-Stub</c> names another. What fits nothing gets a
/// 404 that says what was wanted. It may be used from many threads at once.
/// </remarks>
/// <example><code>
/// using var server = new RecordedServer().Serve("chat_stream");
/// using var client = new OllamaClient(server.Url);
/// </code></example>
public sealed class RecordedServer : IDisposable
{
    private readonly ConcurrentDictionary<string, Recording> _recordings = new(StringComparer.Ordinal);
    private int _served;

    /// <summary>Starts it, with all recordings that the package OllamaSdk.Testing holds.</summary>
    public RecordedServer()
    {
        WireMock = WireMockServer.Start(new WireMockServerSettings
        {
            Urls = ["http://127.0.0.1:0"],
            // Without it a GET that has a body counts as one that has none.
            AllowBodyForAllHttpMethods = true,
            // Its own 10 seconds are short for a machine that runs many tests at once.
            StartTimeout = 60_000,
            PreWireMockMiddlewareInit = app => ((IApplicationBuilder)app).Use(next => context =>
            {
                AnswerStream.PutUnder(context, name => _recordings.GetValueOrDefault(name)?.Response);
                return next(context);
            }),
        });
        foreach (var file in WireMockStubs.Files.Where(file => file.StartsWith("mappings/", StringComparison.Ordinal)))
        {
            Add(RecordingReader.Read(file, WireMockStubs.Read(file)));
        }

        WireMock.Given(Requests.Any).AtPriority(int.MaxValue).RespondWith(Answers.Unmatched(() => _recordings.Values));
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:12345</c>. OpenAI's clients take it with <c>/v1</c> behind it.</summary>
    public string Url => WireMock.Url!;

    /// <summary>The names of all recordings, in order.</summary>
    public IReadOnlyList<string> Recordings => [.. _recordings.Keys.Order(StringComparer.Ordinal)];

    /// <summary>
    /// What was asked and answered, in the order of the answers. A recording's name is its <see cref="ILogEntry.MappingTitle"/>, which is null for what fitted
    /// nothing.
    /// </summary>
    public IReadOnlyList<ILogEntry> LogEntries => WireMock.LogEntries;

    /// <summary>The server itself, for stubs of your own, which come before the recordings, and for all else that WireMock.Net can do.</summary>
    public WireMockServer WireMock { get; }

    /// <summary>
    /// Answers all requests of a recording's route with it, whatever their bodies say: only who asks for a stream gets no unstreamed answer, and the other way
    /// round, unless it is an error. Of several answers the first request gets the first, the next one the second, and the last stays. What was served
    /// for the route before still answers what this does not. A request that names a recording in <c>X-Stub</c> gets that.
    /// </summary>
    /// <param name="answers">One or more recordings of one route.</param>
    /// <returns>This server.</returns>
    /// <exception cref="ArgumentException">There is no such recording, or they are of more than one route.</exception>
    public RecordedServer Serve(params RecordedAnswer[] answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var recordings = answers.Select(answer => Find(answer.Recording)).ToList();
        if (recordings.Select(recording => (recording.Method, recording.Path)).Distinct().Count() != 1)
        {
            var routes = string.Join(", ", recordings.Select(r => $"'{r.Name}' is of {r.Method} {r.Path}"));
            throw new ArgumentException($"Answers in turn are one at least, and all of one route. {routes}", nameof(answers));
        }

        // Of what serves the same route, the last comes first.
        var turn = Interlocked.Increment(ref _served);
        foreach (var (answer, i) in answers.Select((answer, i) => (answer, i)))
        {
            var given = WireMock.Given(Requests.OfRoute(recordings[i], answer)).WithTitle(answer.Recording).AtPriority(Priority.Served - turn);
            if (answers.Length > 1)
            {
                given = (i == 0 ? given.InScenario(turn) : given.InScenario(turn).WhenStateIs(i)).WillSetStateTo(Math.Min(i + 1, answers.Length - 1));
            }

            given.RespondWith(Answers.Of(recordings[i], answer));
        }

        return this;
    }

    /// <summary>
    /// Adds recordings of your own: mapping files of WireMock's Java form, with <c>urlPath</c>, headers that <c>equalTo</c> or <c>matches</c>, and
    /// body patterns <c>equalTo</c>, <c>equalToJson</c>, <c>absent</c> and <c>or</c>. A file with anything else is refused, since it would answer what
    /// it should not.
    /// </summary>
    /// <param name="path">A file, or a folder with <c>.json</c> files.</param>
    /// <returns>This server.</returns>
    /// <exception cref="InvalidDataException">
    /// A file is no such mapping, or there is a recording of its name; the message names file and member. None was added.
    /// </exception>
    /// <exception cref="IOException">The file or the folder cannot be read.</exception>
    public RecordedServer Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string[] files = Directory.Exists(path) ? [.. Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal)] : [path];
        var read = files.Select(file => (File: file, Recording: RecordingReader.Read(file, File.ReadAllBytes(file)))).ToList();
        var names = _recordings.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var (file, recording) in read)
        {
            if (!names.Add(recording.Name))
            {
                throw new InvalidDataException($"{file}: there is a recording called '{recording.Name}' already.");
            }
        }

        read.ForEach(r => Add(r.Recording));
        return this;
    }

    /// <summary>Ends it.</summary>
    public void Dispose() => WireMock.Dispose();

    private Recording Find(string name) => _recordings.GetValueOrDefault(name)
        ?? throw new ArgumentException($"There is no recording '{name}'; {nameof(Recordings)} has the names of those that are there.", nameof(name));

    private void Add(Recording recording)
    {
        _recordings[recording.Name] = recording;
        // Where the same request was recorded more than once, the first comes first.
        WireMock.Given(Requests.Recorded(recording)).WithTitle(recording.Name).AtPriority(Priority.Recorded + _recordings.Count)
            .RespondWith(Answers.Of(recording, null));
    }

    // A stub of the user's own has 0, where it does not say otherwise.
    private static class Priority
    {
        public const int Served = 1_000_000;
        public const int Recorded = 2_000_000;
    }
}
