using System.Diagnostics;
using OllamaSdk.Benchmarks;
using OllamaSdk.Benchmarks.Adapters;
using OllamaSdk.Benchmarks.Against;
using OllamaSdk.Benchmarks.Compare;
using OllamaSdk.Benchmarks.Compare.Tools;
using OllamaSdk.Benchmarks.Conformance;
using OllamaSdk.Benchmarks.Drawing;
using OllamaSdk.Benchmarks.Parts;
using OllamaSdk.Benchmarks.Profile;
using OllamaSdk.Benchmarks.Server;
using OllamaSdk.Benchmarks.Streams;
using OllamaSdk.Benchmarks.Work;

// A section is one subject with its own candidates: add it here, and its answers to Replies.
Dictionary<string, Func<Uri, CompareOptions, Task<bool>>> sections = new()
{
    ["upload"] = Upload.RunAsync,
    ["bulk"] = BulkEmbeddings.RunAsync,
    ["emulator"] = EmulatedChunks.RunAsync,
    ["tools"] = ToolSection.RunAsync,
    ["llm"] = LlmCalls.RunAsync,
};

switch (args)
{
    case ["serve"]:
        BenchServer.Run();
        return 0;
    case ["serve-emulator"]:
        await EmulatorServer.RunAsync();
        return 0;
    case ["conformance", .. var rest]:
        AllowReflection();
        Console.WriteLine(await ConformanceTable.RenderAsync(rest.Contains("--reasons")));
        return 0;
    case ["startup", var cli, var empty]:
        return Startup.Run(cli, empty) ? 0 : 1;
    case ["starts", var old, var newer]:
        return StartPairs.Run(old, newer) ? 0 : 1;
    case ["drawing"]:
        return DrawingSection.Run() ? 0 : 1;
    case ["against", var folder]:
        return await AgainstSection.RunAsync(folder) ? 0 : 1;
    case ["extensions-ai", .. var rest]:
        AllowReflection();
        return await AdapterSection.RunAsync(rest.FirstOrDefault()) ? 0 : 1;
    case ["telemetry"]:
        return await AgainstSection.ListenAsync() ? 0 : 1;
    case [YoungRun.Command, var dialect, var endpoint, .. var numbers]:
        AllowReflection();
        await YoungRun.RunAsync(dialect, new Uri(endpoint), numbers);
        return 0;
    case [ManyStreamsSection.Command, var way, var address]:
        await ManyStreamsSection.RunAsync(way, new Uri(address));
        return 0;
    case ["parts", .. var rest]:
        PartRuns.Run(rest);
        return 0;
    case [Profiler.Command, var dialect, var way, var endpoint]:
        AllowReflection();
        await Profiler.LoopAsync(dialect, way, endpoint);
        return 0;
    case ["profile", var dialect, var way, .. var rest]:
        await Profiler.RunAsync(dialect, way, rest.FirstOrDefault() ?? Profiler.Memory, TimeSpan.FromSeconds(5));
        return 0;
    case ["compare", .. var rest]:
        AllowReflection();
        return await FigureRun.RunAsync(rest);
    case ["beside", .. var rest]:
        if (CompareOptions.Parse(rest, sections.Keys, out var problem) is { } options)
        {
            return await CompareAsync(options);
        }

        Console.Error.WriteLine(problem);
        return 2;
    default:
        Console.Error.WriteLine($"""
            compare [all|{string.Join('|', FigureRun.Sections.Keys)}]... [--rounds N] [--processes N] [--json FILE] [--svg FILE] [--markdown FILE] [--pages] [--no-fail]   the figures that this SDK should reach, with a mark each
            beside [{string.Join('|', sections.Keys)}]... [--rounds N] [--size-mib N] [--no-fail]   measures the SDK beside the plain ways to do the same
            parts [FILTER]                               measures parts of the hot paths by BenchmarkDotNet
            profile native|v1|request WAY [memory|lines|packed]  in which methods a way to read a stream (part of its name in the table) is most of its time
            conformance [--reasons]                      which demands of Microsoft.Extensions.AI this SDK's adapters meet, and which others do
            extensions-ai [CLIENT]                       measures IChatClient beside the client underneath, of this SDK and of others
            against FOLDER                               measures this SDK beside an older build, whose OllamaSdk.dll lies there with what it depends on
            telemetry                                    measures this SDK with somebody listening to its spans and metrics, beside itself with nobody
            drawing                                      what the command line takes to draw Markdown while it streams
            startup CLI EMPTY                            how long the native command line takes to start, beside the native OllamaSdk.EmptyApp
            starts OLD NEW                               whether the native command line starts as quickly as an older build of it; see .ci/start-speed
            serve                                        the answering server; compare starts it by itself
            """);
        return 2;
}

async Task<int> CompareAsync(CompareOptions options)
{
    var watch = Stopwatch.StartNew();
    using var server = ServerProcess.Start();
    var met = true;
    foreach (var name in options.Sections)
    {
        met &= await sections[name](server.Address, options);
    }

    Console.WriteLine($"Measured in {watch.Elapsed.TotalSeconds:0} s.");
    Console.WriteLine(met ? "Every aim is met." : "An aim is MISSED: see the ratios above.");
    return met || options.NoFail ? 0 : 1;
}

// OllamaSharp reflects; said before anybody asks.
static void AllowReflection() => AppContext.SetSwitch("System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault", true);
