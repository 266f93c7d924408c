using Microsoft.Extensions.DependencyInjection;

namespace OllamaSdk.Generators.Tools.Tests.Running;

/// <summary>Objects that are made for one call end with it; those that somebody else keeps do not.</summary>
public class PerCallInstanceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_made_is_disposed_after_the_call_and_its_awaits()
    {
        List<Disposable> made = [];
        ToolSet tools = [];
        tools.Add<Disposable>(_ => Keep(made, new()));

        Assert.Equal("open", await Call(tools, "Work"));
        Assert.Equal("open", await Call(tools, "WorkLater"));

        Assert.Equal([1, 1], made.Select(one => one.Disposed));
    }

    [Fact]
    public async Task Asynchronously_where_it_can_be()
    {
        List<AsyncDisposable> made = [];
        ToolSet tools = [];
        tools.Add<AsyncDisposable>(_ => Keep(made, new()));

        Assert.Equal("open", await Call(tools, "Wait"));

        Assert.Equal((0, 1), (made[0].Disposed, made[0].DisposedLater));
    }

    [Fact]
    public async Task Also_where_the_tool_throws()
    {
        List<Disposable> made = [];
        ToolSet tools = [];
        tools.Add<Disposable>(_ => Keep(made, new()));

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Call(tools, "Fail"));

        Assert.Equal(1, Assert.Single(made).Disposed);
    }

    [Fact]
    public async Task Nothing_is_made_for_wrong_arguments_and_for_static_methods()
    {
        List<Disposable> made = [];
        ToolSet tools = [];
        tools.Add<Disposable>(_ => Keep(made, new()));

        Assert.True(tools.TryGet("Work", out var tool));
        Assert.Equal(ToolFailure.BadArguments, (await tool.InvokeAsync("[]"u8.ToArray(), new(), Token)).Failure);
        Assert.Equal("static", await Call(tools, "Static"));

        Assert.Empty(made);
    }

    [Theory]
    [InlineData("keyed")]
    [InlineData("plain")]
    [InlineData("required")]
    [InlineData("Add<T>()")]
    [InlineData("Add(instance)")]
    public async Task What_somebody_else_keeps_stays_open(string from)
    {
        var kept = new Disposable();
        var services = new Services { [typeof(Disposable)] = kept, [(typeof(Disposable), (object?)"key")] = kept };
        ToolSet tools = [];
        switch (from)
        {
            case "Add<T>()":
                tools.Add<Disposable>();
                break;
            case "Add(instance)":
                tools.Add(kept);
                break;
            default:
                tools.Add<Disposable>(context => from switch
                {
                    "keyed" => context.Services!.GetRequiredKeyedService<Disposable>("key"),
                    "plain" => context.Services!.GetService<Disposable>()!,
                    _ => context.Services!.GetRequiredService<Disposable>(),
                });
                break;
        }

        Assert.Equal("open", await Call(tools, "Work", services));
        Assert.Equal("open", await Call(tools, "Work", services));

        Assert.Equal(0, kept.Disposed);
    }

    [Fact]
    public async Task A_context_may_serve_many_calls_at_a_time()
    {
        List<Disposable> made = [];
        ToolSet tools = [];
        tools.Add<Disposable>(_ => Keep(made, new()));
        var context = new ToolCallContext();
        Assert.True(tools.TryGet("WorkLater", out var tool));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => tool.InvokeAsync("{}"u8.ToArray(), context, Token).AsTask()));

        Assert.Equal(Enumerable.Repeat(1, 20), made.Select(one => one.Disposed));
    }

    [Fact]
    public async Task The_tool_is_named_where_its_caller_named_none()
    {
        ToolSet tools = [];
        tools.Add<Disposable>();
        tools.Add(new Served());

        var instance = await Assert.ThrowsAsync<LlmConfigurationException>(() => Call(tools, "Work"));
        var service = await Assert.ThrowsAsync<LlmConfigurationException>(() => Call(tools, "Need"));
        var missing = await Assert.ThrowsAsync<LlmConfigurationException>(() => Call(tools, "Need", new Services()));

        Assert.All([instance, service, missing], e => Assert.DoesNotContain("''", e.Message));
        Assert.Contains("The tool 'Work'", instance.Message);
        Assert.Contains("The tool 'Need'", service.Message);
        Assert.Contains("The tool 'Need'", missing.Message);
    }

    private static T Keep<T>(List<T> made, T one)
    {
        lock (made)
        {
            made.Add(one);
        }

        return one;
    }

    private static async Task<string> Call(ToolSet tools, string name, IServiceProvider? services = null)
    {
        Assert.True(tools.TryGet(name, out var tool));
        return (await tool.InvokeAsync("{}"u8.ToArray(), new() { Services = services }, Token)).Content;
    }

    private sealed class Services : Dictionary<object, object>, IKeyedServiceProvider
    {
        public object? GetService(Type serviceType) => this.GetValueOrDefault(serviceType);

        public object? GetKeyedService(Type serviceType, object? serviceKey) => this.GetValueOrDefault((serviceType, serviceKey));

        public object GetRequiredKeyedService(Type serviceType, object? serviceKey) => this[(serviceType, serviceKey)];
    }
}

internal sealed partial class Disposable : IDisposable
{
    public int Disposed { get; private set; }

    [LlmTool("Works at once.")]
    public string Work() => State;

    [LlmTool("Works later.")]
    public async Task<string> WorkLater()
    {
        await Task.Yield();
        return State;
    }

    [LlmTool("Fails.")]
    public string Fail() => throw new InvalidTimeZoneException(State);

    [LlmTool("Needs no object.")]
    public static string Static() => "static";

    public void Dispose() => Disposed++;

    private string State => Disposed == 0 ? "open" : "disposed";
}

internal sealed partial class AsyncDisposable : IDisposable, IAsyncDisposable
{
    public int Disposed { get; private set; }

    public int DisposedLater { get; private set; }

    [LlmTool("Works later.")]
    public async Task<string> Wait()
    {
        await Task.Yield();
        return Disposed + DisposedLater == 0 ? "open" : "disposed";
    }

    public void Dispose() => Disposed++;

    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        DisposedLater++;
    }
}
