using System.Globalization;
using System.Text.Json;

namespace OllamaSdk.Tests.Api;

/// <summary>The texts of models end in logs: they tell types, counts and lengths, never what people and models wrote.</summary>
public sealed class ModelTextTests
{
    // What names something rather than says it.
    private static readonly HashSet<string> s_shown =
    [
        "Model", "RemoteModel", "ParentModel", "BaseName", "Name", "ToolName", "Id", "ItemId", "CallId", "ToolCallId", "PreviousResponseId", "ResponseId", "RequestId", "Status",
        "Digest", "Version", "Type", "Role", "Provider", "FinishReason", "DoneReason", "Object",
        "Source", "Effort",
    ];

    /// <summary>Whether a member of this name names something, so that it is shown.</summary>
    internal static bool IsName(string member) => s_shown.Contains(member);

    public static TheoryData<Type> Models => [.. ModelTables.Telling];

    [Theory]
    [MemberData(nameof(Models))]
    public void No_model_tells_what_was_written(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var model = ModelTables.Filled(type, 7);

        // A name in brackets, because that is how a record's text is to be recognised.
        var text = model.ToString()!;
        Assert.StartsWith($"{type.Name} {{ ", text, StringComparison.Ordinal);
        var told = text.Split([", ", "{ ", " }"], StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part.Contains(ModelTables.Secret, StringComparison.Ordinal))
            .Select(part => part.Split(" = ")[0]);
        Assert.All(told, name => Assert.True(s_shown.Contains(name) || IsWord(type, name), $"{name} shows in {text}"));
    }

    [Fact]
    public void A_request_in_a_log()
    {
        var request = new OllamaChatRequest
        {
            Model = "llama3.2",
            Messages = [OllamaChatMessage.System("Be short."), OllamaChatMessage.User("Why?"), OllamaChatMessage.Assistant("Because.")],
            Options = new() { Temperature = 0.7 },
            Stream = true,
        };

        Assert.Equal("OllamaChatRequest { Model = llama3.2, Messages = 3, Options = ModelOptions { Temperature = 0.7 }, Stream = true }", request.ToString());
    }

    [Fact]
    public void An_answer_in_a_log_whatever_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            var message = new OllamaChatMessage
            {
                Role = LlmRole.Assistant,
                Content = "x",
                Thinking = "Let me see.",
                ToolCalls = [new() { Id = "1", Function = new() { Name = "look", Arguments = JsonDocument.Parse("{}").RootElement } }],
            };

            Assert.Equal("OllamaChatMessage { Role = assistant, Content = 1 character, Thinking = 11 characters, ToolCalls = 1 }", message.ToString());
            Assert.Equal("OllamaToolCall { Id = 1, Function = OllamaToolCallFunction { Name = look, Arguments = JSON object } }", message.ToolCalls[0].ToString());
            Assert.Equal("ModelOptions { Temperature = 0.5 }", new ModelOptions { Temperature = 0.5 }.ToString());
            Assert.Equal("LlmRequest { Prompt = 4 characters, Temperature = 0.5 }", new LlmRequest("Why?") { Temperature = 0.5 }.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Events_and_results_of_loops_and_bulk_work()
    {
        Assert.Equal("ToolLoopTextEvent { Round = 2, Text = 6 characters }", new ToolLoopTextEvent(2, "Hello!").ToString());
        Assert.Equal("BulkResult { Index = 3, Succeeded = true }", new BulkResult<string, string>(3, ModelTables.Secret, ModelTables.Secret, null).ToString());
    }

    // Open strings are words of the API, and a model inside another answers for itself.
    private static bool IsWord(Type type, string name) =>
        type.GetProperty(name) is { } property && (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) is { IsValueType: true };
}
