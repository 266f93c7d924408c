using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.OpenAI;
using OllamaSdk.Prompting;
using OllamaSdk.Transport;

namespace OllamaSdk.Tests.Transport;

/// <summary>Whatever changes between two requests, their bytes are the serializer's, and the guard reads in them what it reads by itself.</summary>
public sealed class KeptHistoryTests
{
    private const int Count = 40;

    private readonly KeptHistories _histories = new();
    private readonly ReadingCheck _readings = new();

    public static TheoryData<string> NativeMembers => Members(typeof(OllamaChatMessage));

    public static TheoryData<string> OpenAIMembers => Members(typeof(ChatCompletionMessage));

    [Theory]
    [MemberData(nameof(NativeMembers))]
    public void Each_member_of_a_native_message_that_changes_is_sent(string member)
    {
        var messages = Enumerable.Range(0, Count).Select(i => OllamaChatMessage.User($"text {i}")).ToList();
        AssertChange(new OllamaChatRequest { Model = "m", Messages = messages }, messages, member);
    }

    [Theory]
    [MemberData(nameof(OpenAIMembers))]
    public void Each_member_of_another_message_that_changes_is_sent(string member)
    {
        var messages = Enumerable.Range(0, Count).Select(i => ChatCompletionMessage.User($"text {i}")).ToList();
        AssertChange(new ChatCompletionRequest { Model = "m", Messages = messages }, messages, member);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Native_messages_that_change_at_random(int seed)
    {
        var random = new Random(seed);
        var messages = Enumerable.Range(0, Count).Select(i => Native(random, i)).ToList();
        var request = new OllamaChatRequest { Model = "m", Messages = messages, Options = new ModelOptions { NumCtx = 5 }, AdditionalProperties = new() { ["messages"] = Json("[1]") } };
        for (var i = 0; i < 1_500; i++)
        {
            AssertSame(request);
            for (var changes = random.Next(3); changes > 0; changes--)
            {
                Change(random, messages, () => Native(random, i), ChangeNative);
            }
        }

        Assert.NotEqual(0, _readings.Found);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Other_messages_that_change_at_random(int seed)
    {
        var random = new Random(seed);
        var messages = Enumerable.Range(0, Count).Select(i => OpenAI(random, i)).ToList();
        var request = new ChatCompletionRequest { Model = "m", Messages = messages, MaxTokens = 5 };
        for (var i = 0; i < 1_500; i++)
        {
            AssertSame(request);
            for (var changes = random.Next(3); changes > 0; changes--)
            {
                Change(random, messages, () => OpenAI(random, i), ChangeOpenAI);
            }
        }

        Assert.NotEqual(0, _readings.Found);
    }

    [Fact]
    public void Conversations_that_begin_alike_and_run_at_the_same_time()
    {
        Parallel.For(0, 8, thread =>
        {
            var messages = Enumerable.Range(0, Count).Select(i => OllamaChatMessage.User(i < 2 ? "the same" : $"text {i} of {thread}")).ToList();
            var request = new OllamaChatRequest { Model = "m", Messages = messages };
            for (var i = 0; i < 200; i++)
            {
                AssertSame(request);
                messages.Add(OllamaChatMessage.Assistant($"answer {i} of {thread}"));
            }
        });
    }

    [Fact]
    public void A_body_that_is_on_its_way_stays_as_it_is()
    {
        var random = new Random(1);
        var messages = Enumerable.Range(0, Count).Select(i => Native(random, i)).ToList();
        var request = new OllamaChatRequest { Model = "m", Messages = messages };
        var onTheirWay = new List<(JsonBody Body, byte[] AtFirst)>();
        for (var i = 0; i < 300; i++)
        {
            var body = JsonBody.Create(request, (JsonTypeInfo<OllamaChatRequest>)LlmJson.Options.GetTypeInfo(typeof(OllamaChatRequest)), _histories);
            onTheirWay.Add((body, body.Utf8.ToArray()));
            Change(random, messages, () => Native(random, i), ChangeNative);
        }

        Assert.All(onTheirWay, one => Assert.Equal(one.AtFirst, one.Body.Utf8.ToArray()));
        Assert.Contains(onTheirWay, one => one.Body.Pieces > 3);
    }

    [Fact]
    public async Task Pieces_are_sent_with_their_length_whatever_way_they_are_read()
    {
        var messages = Enumerable.Range(0, Count).Select(i => OllamaChatMessage.User($"text {i}")).ToList();
        var request = new OllamaChatRequest { Model = "m", Messages = messages };
        var expected = Body(request);
        _ = Body(request);
        using var body = JsonBody.Create(request, (JsonTypeInfo<OllamaChatRequest>)LlmJson.Options.GetTypeInfo(typeof(OllamaChatRequest)), _histories);

        Assert.True(body.Pieces > 1);
        Assert.Equal(expected.Length, body.Headers.ContentLength);
        using var waited = new MemoryStream();
        await body.CopyToAsync(waited, TestContext.Current.CancellationToken);
        Assert.Equal(expected, waited.ToArray());
        using var atOnce = new MemoryStream();
        body.CopyTo(atOnce, null, TestContext.Current.CancellationToken);
        Assert.Equal(expected, atOnce.ToArray());
        Assert.Equal(expected, await body.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void What_cannot_be_kept_is_sent_all_the_same()
    {
        var deep = Json(string.Concat(Enumerable.Repeat("{\"a\":", 252)) + "1" + new string('}', 252));
        var messages = Enumerable.Range(0, Count).Select(i => OllamaChatMessage.User($"text {i}")).ToList();
        messages[5].AdditionalProperties = new() { ["deep"] = deep };
        messages[6].AdditionalProperties = new() { ["half"] = Json("\"\\ud800\"") };
        var request = new OllamaChatRequest { Model = "m", Messages = messages };
        var bodies = Enumerable.Range(0, 5).Select(_ => Encoding.UTF8.GetString(Body(request))).Distinct();

        Assert.Single(bodies);
    }

    private static TheoryData<string> Members(Type type) => [.. PropertiesOf(type).Select(property => property.Name)];

    // Each member is set to something, changed within where it can be, and taken away.
    private void AssertChange<TRequest, TMessage>(TRequest request, List<TMessage> messages, string member)
        where TMessage : class
    {
        var property = PropertiesOf(typeof(TMessage)).Single(one => one.Name == member);
        AssertSame(request);
        AssertSame(request);
        var before = Body(request);
        foreach (var value in ValuesOf(property.PropertyType).Append(null))
        {
            property.Set!(messages[20], value);
            AssertSame(request);
            Assert.NotEqual(before, Body(request));
            AssertSame(request);
            before = Body(request);
            foreach (var change in ChangesOf(value))
            {
                change();
                AssertSame(request);
                Assert.NotEqual(before, Body(request));
                before = Body(request);
            }
        }
    }

    private static IEnumerable<object?> ValuesOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(string) => ["one", "other"],
        var t when t == typeof(LlmRole) => [LlmRole.Tool, new LlmRole("critic")],
        var t when t == typeof(TextOrParts) => [new TextOrParts("one"), JsonSerializer.Deserialize("[{\"type\":\"x\"}]", (JsonTypeInfo<TextOrParts>)LlmJson.Options.GetTypeInfo(typeof(TextOrParts)))],
        var t when t == typeof(ChatContent) => [new ChatContent("one"), new ChatContent([ChatContentPart.FromText("a"), ChatContentPart.FromText("b")])],
        var t when t == typeof(JsonElement) => [Json("{}"), Json("[1]")],
        var t when t == typeof(Dictionary<string, JsonElement>) => [new Dictionary<string, JsonElement> { ["a"] = Json("1") }],
        var t when t == typeof(IReadOnlyList<LlmImage>) => [new List<LlmImage> { LlmImage.FromBytes(new byte[] { 1 }) }],
        var t when t == typeof(IReadOnlyList<OllamaToolCall>) => [new List<OllamaToolCall> { new() { Id = "1", Function = new() } }],
        var t when t == typeof(IReadOnlyList<ChatToolCall>) => [new List<ChatToolCall> { new() { Id = "1", Function = new() } }],
        _ => throw new InvalidOperationException($"A message has got a member of type {type}: let {nameof(IHistoryRequest)} look at it."),
    };

    private static IEnumerable<Action> ChangesOf(object? value) => value switch
    {
        ChatContent { SingleText: null } content => [() => content.Parts[0].Text = "c"],
        Dictionary<string, JsonElement> members => [() => members["a"] = Json("2"), () => members["b"] = Json("\"x\"")],
        List<LlmImage> images => [() => images.Add(LlmImage.FromBytes(new byte[] { 2 }))],
        List<OllamaToolCall> calls => ChangesInCalls(calls, call => call.Function, call => call.Function = null, call => call.Function.Index = (call.Function.Index ?? 0) + 1),
        List<ChatToolCall> calls => ChangesInCalls(calls, call => call.Function, call => call.Function = null, call => call.Index = (call.Index ?? 0) + 1),
        _ => [],
    };

    // Each is looked for when those before it were made.
    private static IEnumerable<Action> ChangesInCalls<T>(List<T> calls, Func<T, object> function, Action<T> removeFunction, Action<T> changeIndex)
        where T : new()
    {
        yield return () => calls.Add(new T());
        foreach (var change in ChangesIn(calls[0]!))
        {
            yield return change;
        }

        // It only informs, and is read in more ways than one.
        yield return () => changeIndex(calls[0]);
        yield return () => removeFunction(calls[0]);
        yield return () => function(calls[0]);
        foreach (var change in ChangesIn(function(calls[0])))
        {
            yield return change;
        }

        yield return () => calls.RemoveAt(0);
    }

    private static IEnumerable<JsonPropertyInfo> PropertiesOf(Type type) => LlmJson.Options.GetTypeInfo(type).Properties.Where(property => property is { Get: not null, Set: not null } && property.PropertyType != typeof(object));

    private static IEnumerable<Action> ChangesIn(object model) =>
        from property in PropertiesOf(model.GetType())
        where property.PropertyType != typeof(OllamaToolCallFunction) && property.PropertyType != typeof(ChatToolCallFunction)
        from value in property.PropertyType == typeof(int?) ? [7, 8] : ValuesOf(property.PropertyType)
        select (Action)(() => property.Set!(model, value));

    private static void Change<T>(Random random, List<T> messages, Func<T> create, Action<Random, T> change)
    {
        var at = random.Next(2, messages.Count);
        switch (random.Next(8))
        {
            case 0 when messages.Count < 2 * Count:
                messages.Insert(at, create());
                break;
            case 1 when messages.Count > 20:
                messages.RemoveAt(at);
                break;
            case 2:
                messages.Add(create());
                break;
            case 3:
                (messages[at], messages[^1]) = (messages[^1], messages[at]);
                break;
            default:
                change(random, messages[at]);
                break;
        }
    }

    private static OllamaChatMessage Native(Random random, int i)
    {
        var message = OllamaChatMessage.User($"text {i} \"é\" </a>");
        for (var changes = random.Next(3); i > 1 && changes > 0; changes--)
        {
            ChangeNative(random, message);
        }

        return message;
    }

    private static ChatCompletionMessage OpenAI(Random random, int i)
    {
        var message = ChatCompletionMessage.User($"text {i} \"é\" </a>");
        for (var changes = random.Next(3); i > 1 && changes > 0; changes--)
        {
            ChangeOpenAI(random, message);
        }

        return message;
    }

    private static void ChangeNative(Random random, OllamaChatMessage message) => Change(random, message);

    private static void ChangeOpenAI(Random random, ChatCompletionMessage message) => Change(random, message);

    // A member of the message, or something within one.
    private static void Change<T>(Random random, T message)
        where T : class
    {
        JsonPropertyInfo[] properties = [.. PropertiesOf(typeof(T))];
        var property = properties[random.Next(properties.Length)];
        var value = property.Get!(message);
        if (random.Next(2) == 0 && value is not System.Collections.ICollection { Count: 0 } && ChangesOf(value).ToArray() is { Length: > 0 } changes)
        {
            changes[random.Next(changes.Length)]();
            return;
        }

        object?[] values = [.. ValuesOf(property.PropertyType), null];
        property.Set!(message, values[random.Next(values.Length)]);
    }

    private static JsonElement Json(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 500 });
        return document.RootElement.Clone();
    }

    private void AssertSame<T>(T request)
    {
        AssertSameReading((IPromptHistory)request!);
        var expected = JsonSerializer.SerializeToUtf8Bytes(request, (JsonTypeInfo<T>)LlmJson.Options.GetTypeInfo(typeof(T)));
        if (!expected.AsSpan().SequenceEqual(Body(request)))
        {
            Assert.Equal(Encoding.UTF8.GetString(expected), Encoding.UTF8.GetString(Body(request)));
        }
    }

    private void AssertSameReading(IPromptHistory request)
    {
        lock (_readings)
        {
            _readings.AssertSame(request);
        }
    }

    private byte[] Body<T>(T request)
    {
        using var body = JsonBody.Create(request, (JsonTypeInfo<T>)LlmJson.Options.GetTypeInfo(typeof(T)), _histories);
        return body.Utf8.ToArray();
    }
}
