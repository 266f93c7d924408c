using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static OllamaSdk.Aspire.Tests.Client.UserProgram;

namespace OllamaSdk.Aspire.Tests.Client;

/// <summary>ConfigurationSchema.json, by which editors complete appsettings.json, says what is read: all of it, and nothing else.</summary>
public sealed class SchemaTests
{
    private static readonly JsonElement s_client = JsonDocument.Parse(File.ReadAllText("ConfigurationSchema.json")).RootElement.GetProperty("definitions").GetProperty("ollamaSdkClient");

    public static TheoryData<string, string> Keys() => [.. Leaves("", s_client.GetProperty("properties").GetProperty("ClientOptions"))];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task A_key_of_the_schema_is_read(string key, string value)
    {
        using var program = Build(builder => builder.AddOllamaClient("ollama"), [("ConnectionStrings:ollama", "https://box"), ($"Aspire:OllamaSdk:ClientOptions:{key}", value)]);

        // A key that nobody knows is refused.
        await program.StartAsync(Ct);
    }

    [Fact]
    public void Every_key_that_is_read_is_in_the_schema()
    {
        // The classes that sections are bound to.
        var section = typeof(OllamaServiceCollectionExtensions).Assembly.GetType("OllamaSdk.Extensions.Configuration.OllamaSection", throwOnError: true)!;

        Assert.Equal(Read(section, "").Order(), Leaves("", s_client.GetProperty("properties").GetProperty("ClientOptions")).Select(row => row.Data.Item1.Replace(":X-Name", "", StringComparison.Ordinal)).Order());
        Assert.Equal(
            typeof(OllamaClientSettings).GetProperties().Select(property => property.Name).Append("ClientOptions").Order(),
            s_client.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order());
    }

    private static IEnumerable<string> Read(Type section, string path) => section.GetProperties().SelectMany(property =>
        property.PropertyType.Namespace == section.Namespace ? Read(property.PropertyType, $"{path}{property.Name}:") : [path + property.Name]);

    private static IEnumerable<TheoryDataRow<string, string>> Leaves(string path, JsonElement group)
    {
        foreach (var member in group.GetProperty("properties").EnumerateObject())
        {
            var key = path + member.Name;
            if (member.Value.TryGetProperty("properties", out _))
            {
                foreach (var leaf in Leaves($"{key}:", member.Value))
                {
                    yield return leaf;
                }
            }
            else
            {
                yield return member.Value.TryGetProperty("additionalProperties", out _) ? new($"{key}:X-Name", "value") : new(key, Sample(member.Name, member.Value));
            }
        }
    }

    private static string Sample(string name, JsonElement type) =>
        type.TryGetProperty("enum", out var words) ? words[0].GetString()!
        : type.GetProperty("type").ValueKind == JsonValueKind.Array ? "2s"
        : type.GetProperty("type").GetString() switch
        {
            "boolean" => "false",
            "integer" => type.TryGetProperty("minimum", out var least) ? least.GetRawText() : "1",
            "number" => "2",
            _ => name.EndsWith("Endpoint", StringComparison.Ordinal) ? "https://example.com" : "text",
        };
}
