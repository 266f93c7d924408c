using System.Reflection;
using System.Text.Json;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Api;

/// <summary>Models are equal by what they hold, so that tests of user code can compare requests and answers.</summary>
public sealed class ModelEqualityTests
{
    public static TheoryData<Type> Models => [.. ModelTables.Compared];

    [Theory]
    [MemberData(nameof(Models))]
    public void The_same_content_is_equal_and_each_property_counts(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var model = ModelTables.Filled(type, 1);
        var same = ModelTables.Filled(type, 1);

        Assert.Equal(model, same);
        Assert.Equal(model.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(model, ModelTables.Filled(type, 2));
        foreach (var property in ModelTables.Settable(type))
        {
            var other = Copy(same);
            property.SetValue(other, ModelTables.Value(property.PropertyType, 2));
            Assert.False(model.Equals(other), $"{type.Name}.{property.Name} does not count");
            property.SetValue(other, ModelTables.Value(property.PropertyType, 1));
            Assert.True(model.Equals(other), $"{type.Name}.{property.Name} is not equal to its like");
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Empty_ones_are_equal(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (type.GetConstructor([]) is null)
        {
            return;
        }

        Assert.Equal(Activator.CreateInstance(type), Activator.CreateInstance(type));
        Assert.Equal(Activator.CreateInstance(type)!.GetHashCode(), Activator.CreateInstance(type)!.GetHashCode());
        Assert.NotEqual(ModelTables.Filled(type, 1), Activator.CreateInstance(type));
    }

    [Fact]
    public void Json_is_compared_by_what_it_says()
    {
        OllamaToolCallFunction With(string arguments) => new() { Name = "f", Arguments = JsonDocument.Parse(arguments).RootElement };

        Assert.Equal(With("""{"a":1,"b":[2]}"""), With("""{ "b": [2], "a": 1.0 }"""));
        Assert.Equal(With("""{"a":1,"b":[2]}""").GetHashCode(), With("""{ "b": [2], "a": 1.0 }""").GetHashCode());
        Assert.NotEqual(With("""{"a":1}"""), With("""{"a":2}"""));
        Assert.Equal(new OllamaToolCallFunction { Arguments = default(JsonElement) }, new OllamaToolCallFunction { Arguments = default(JsonElement) });
    }

    [Fact]
    public void Requests_as_a_test_compares_them() => Assert.Equal(
        new OllamaChatRequest { Model = "m", Messages = [OllamaChatMessage.User("Why?", LlmImage.FromBytes(new byte[] { 1, 2 }))] },
        new OllamaChatRequest { Model = "m", Messages = new List<OllamaChatMessage> { OllamaChatMessage.User("Why?", LlmImage.FromBytes(new byte[] { 1, 2 })) } });

    [Fact]
    public void Unions_are_equal_in_the_same_form_only()
    {
        Assert.Equal(new EmbedInput("a"), (EmbedInput)"a");
        Assert.NotEqual(new EmbedInput("a"), new EmbedInput(["a"]));
        Assert.Equal(PromptInput.FromTokens([[1, 2]]), PromptInput.FromTokens([[1, 2]]));
        Assert.NotEqual(PromptInput.FromTokens([[1, 2]]), PromptInput.FromTokens([1, 2]));
        Assert.Equal(ToolChoice.FromJson(ToolChoice.Function("f").Value!.Value), ToolChoice.Function("f"));
        Assert.NotEqual(ToolChoice.Auto, ToolChoice.None);
    }

    private static object Copy(object record) => record.GetType().GetMethod("<Clone>$", BindingFlags.Public | BindingFlags.Instance)!.Invoke(record, [])!;
}
