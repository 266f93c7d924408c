using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Security.Canary;

namespace OllamaSdk.Extensions.AI.Tests.Security;

/// <summary>The canary through every adapter: what the package makes of clients and tools is found by reflection, and each asynchronous method of it is run.</summary>
[Experimental("MEAI001")]
[Collection(Hosting.ListeningCollection.Name)]
public sealed class AdapterCanaryTests
{
    private static readonly IReadOnlyList<CanaryOperation> s_operations = [.. Operations()];

    public static MatrixTheoryData<string, bool> Faults => new(CanaryFault.Echoing.Select(fault => fault.Name), [true, false]);

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task K05_nothing_is_seen_of_a_fault(string fault, bool hasKey)
    {
        await using var server = new ScriptedServer(CanaryFault.Echoing.Single(one => one.Name == fault).Script);

        await new CanaryRun(fault, s_operations, () => new CanaryHost(server.Url.Authority, Adapters.Ct, options => options.MaxLineBytes = 4096) { HasKey = hasKey, MakeMore = Make }).CheckAsync();
    }

    [Fact]
    public async Task K05_nothing_is_seen_of_a_good_answer()
    {
        var run = new CanaryRun("good", s_operations, () => new CanaryHost("127.0.0.1:9", Adapters.Ct, options => options.Handler = new CanaryEmulator()) { MakeMore = Make });

        await run.CheckAsync();

        // The canary's tool always fails.
        Assert.DoesNotContain(run.Failures, failure => !failure.Value.Contains(CanaryHost.ToolFailure, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_adapter_is_among_them() => Assert.Equal(
        ["AIFunction", "IChatClient", "IEmbeddingGenerator`2", "ISpeechToTextClient"], s_operations.Select(operation => operation.Owner.Name).Distinct().Order(StringComparer.Ordinal));

    // Methods that make one object of a client or a tool. An MCP server's tool runs inside of a server, see McpServerTests.
    private static IEnumerable<CanaryOperation> Operations() =>
        from method in typeof(LlmAIExtensions).Assembly.GetExportedTypes().SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
        let of = method.GetParameters() is [var first, ..] ? first.ParameterType : null
        where of == typeof(OllamaClient) || of == typeof(OpenAICompatibleClient) || of == typeof(LlmClient) || of == typeof(LlmTool)
        where method.ReturnType.Namespace == "Microsoft.Extensions.AI"
        from call in method.ReturnType.GetMethods(BindingFlags.Public | BindingFlags.Instance)
        where CanaryOperation.IsAsync(call.ReturnType)
        select new CanaryOperation(method.ReturnType, call) { Origin = $"{of!.Name} ", From = host => Adapt(method, of, host) };

    private static object Adapt(MethodInfo method, Type of, CanaryHost host) => method.Invoke(
        null, [of == typeof(LlmTool) ? host.Tool : host.Target(of), .. method.GetParameters().Skip(1).Select(parameter => parameter.ParameterType == typeof(string) ? CanaryArguments.Model : null)])!;

    private static object? Make(Type type) => type switch
    {
        _ when type == typeof(IEnumerable<ChatMessage>) => (ChatMessage[])[new(ChatRole.System, CanaryWords.Prompt), new(ChatRole.User, CanaryWords.Prompt)],
        _ when type == typeof(ChatOptions) => new ChatOptions { Instructions = CanaryWords.Prompt },
        _ when type == typeof(EmbeddingGenerationOptions) => new EmbeddingGenerationOptions(),
        _ when type == typeof(SpeechToTextOptions) => new SpeechToTextOptions(),
        _ when type == typeof(AIFunctionArguments) => new AIFunctionArguments { ["word"] = CanaryWords.Answer },
        _ => null,
    };
}
