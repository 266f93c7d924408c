using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Docs.Tests;

/// <summary>The examples in the documentation comments of the libraries, from the files that an editor reads them from.</summary>
public sealed class CommentExampleTests
{
    /// <summary>What an example may use without making it: it is there for the reader's eye, and shows one thing.</summary>
    private const string Names = """
        global using OllamaSdk;
        global using OllamaSdk.OpenAI;
        global using OllamaSdk.Testing;
        global using System.Text.Json;
        global using Microsoft.Extensions.AI;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using ModelContextProtocol.Server;
        global using static ExampleNames;

        public static partial class ExampleNames
        {
            public static readonly CLIENT client = null!;
            public static readonly OllamaEmulator emulator = null!;
            public static readonly RecordedServer server = null!;
            public static readonly OllamaChatResponse answer = null!;
            public static readonly BUILDER builder = null!;
            public static readonly IServiceCollection services = null!;
            public static readonly LlmTool weather = null!;
            public static readonly LlmApiException e = null!;
            public static readonly CancellationToken cancellationToken;

            public static partial class Weather
            {
                /// <summary>Tells the weather.</summary>
                [LlmTool]
                public static string Now(string city) => city;
            }

            public sealed partial class Clock
            {
                /// <summary>Tells the time.</summary>
                [LlmTool]
                public static string Time() => "noon";
            }

            public static partial class MathTools
            {
                /// <summary>Adds.</summary>
                [LlmTool]
                public static int Add(int a, int b) => a + b;
            }
        }
        """;

    /// <summary>What an app host has beside: the projects that it starts, as Aspire generates them.</summary>
    private const string AppHost = """
        global using Aspire.Hosting;
        global using Aspire.Hosting.ApplicationModel;

        namespace Projects
        {
            public sealed class Api : IProjectMetadata
            {
                public string ProjectPath => "Api.csproj";
            }
        }
        """;

    private static readonly string[] s_clients = [nameof(OllamaClient), nameof(OpenAICompatibleClient), nameof(LlmClient)];

    private static readonly Dictionary<string, string> s_examples = Directory.EnumerateFiles(AppContext.BaseDirectory, "OllamaSdk*.xml")
        .Where(file => !file.EndsWith("Tests.xml", StringComparison.Ordinal))
        .SelectMany(file => XDocument.Load(file).Descendants("member"))
        .SelectMany(member => member.Descendants("example").SelectMany(example => example.Elements("code"))
            .Select((code, index) => (Name: $"{member.Attribute("name")!.Value} {index}", Code: code.Value)))
        .ToDictionary(example => example.Name, example => example.Code, StringComparer.Ordinal);

    public static TheoryData<string> Examples() => [.. s_examples.Keys];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_compiles_without_a_warning(string name)
    {
        // In the comments of a client's members "client" is such a client.
        string client = s_clients.FirstOrDefault(client => $"{name}.".Replace(' ', '.').Contains($".{client}.", StringComparison.Ordinal), s_clients[0]);
        bool isOfAppHost = name.StartsWith("M:Aspire.Hosting.", StringComparison.Ordinal);
        string names = Names.Replace("CLIENT", client, StringComparison.Ordinal)
            .Replace("BUILDER", isOfAppHost ? "Aspire.Hosting.IDistributedApplicationBuilder" : nameof(HostApplicationBuilder), StringComparison.Ordinal);

        UserCode.Compile(OutputKind.ConsoleApplication, out var complaints, [names, s_examples[name], .. isOfAppHost ? [AppHost] : Array.Empty<string>()]);

        Assert.Empty(complaints);
    }
}
