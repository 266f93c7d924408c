using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;
using OllamaSdk.Generators.Testing;

namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>
/// The same methods, described and called by Microsoft.Extensions.AI: where both support a signature they agree on every right call, but for the
/// differences that are listed here with their reasons.
/// </summary>
public class OracleTests
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The methods (a name that ends with a star stands for all that begin so), the kinds of calls, and why they differ.</summary>
    private static readonly (string Methods, string Kinds, string Reason)[] s_differences =
    [
        ("Constraints.*", "wrong hostile", "limits of attributes go into its schema at best, and are never checked"),
        ("Rules.*", "wrong hostile", "the same: [Url], [DeniedValues] and the others are not checked"),
        ("Kinds.Numbered", "wrong", "the same, in the members of a kind"),
        ("Lists.Set", "wrong hostile", "a set takes equal items without a word"),
        ("Lists.Immutable", "wrong", "a set takes equal items without a word"),
        ("Described.Documented", "wrong", "a member of a constructor may be missing, and is then null or 0"),
        ("Objects.*", "wrong", "a member of a constructor may be missing, null or a text, and is then null or 0"),
        ("Kinds.*", "wrong", "null and missing members are taken for what may be neither"),
        ("Parts.Pair", "wrong hostile", "missing members are taken"),
        ("Maps.Node", "wrong", "null is taken for what may not be null"),
        ("Objects.InitOnly", "hostile", "null is taken for what may not be null"),
        ("Maps.NullableMap", "hostile", "null is taken for what may not be null"),
        ("Objects.Record", "hostile", "names are matched in any case, so that one of two is taken by chance"),
        ("Objects.Inherited", "hostile", "numbers are read from texts; here that is a mending, which strict reading refuses"),
        ("Objects.Class", "hostile", "what an object does not know is kept in its extension data, which is never filled here"),
        ("Enums.*", "wrong hostile", "enums are taken by number, in any case and as lists of names; here those are mendings, or nothing"),
        ("Maps.EnumKeys", "wrong hostile", "enums are taken by number and in any case"),
        ("Integers.*", "wrong hostile", "numbers are read from texts, -0.0 is no integer, and a repeated name is refused there; here the last one counts"),
        ("Numbers.*", "wrong", "numbers are read from texts"),
        ("Lists.*", "wrong", "numbers are read from texts"),
        ("Maps.*", "wrong", "numbers are read from texts"),
        ("Passed.*", "wrong hostile", "numbers are read from texts, null is taken for a text, and a repeated name is refused there"),
        ("Results.NotANumber", "wrong hostile", "numbers are read from texts, and it cannot write NaN, which here is text"),
        ("Texts.Uri", "wrong hostile", "addresses that are not absolute are taken"),
        ("Texts.NullDefault", "hostile", "a repeated name is refused there; here the last one counts"),
        ("Maps.Node", "hostile", "a repeated name is kept twice in a tree; here the last one counts"),
        ("Times.TimeSpan", "wrong", "a bare number is taken for days"),
        ("Integers.*", "right", "5.0 and 5e2 are integers in JSON schema, and here"),
        ("Parts.Big", "right", "it writes big numbers as objects, and reads none; 5.0 is an integer"),
        ("Enums.*", "right", "flags are one text there, with commas; here they are a list of names, which a schema can say"),
        ("Parts.UnknownFlags", "right hostile", "the same"),
        ("Kinds.*", "right", "there the constant must come first in the object, and its value is text"),
        ("Lists.*", "right", "it makes no such collection"),
        ("Maps.Nested", "right", "it makes no such dictionary"),
        ("Objects.Struct", "right wrong hostile", "public fields do not count there"),
        ("Parts.NamedTuple", "right wrong hostile", "the fields of a tuple do not count there"),
        ("Parts.*Tuple*", "right wrong hostile", "the fields of a tuple do not count there"),
        ("Parts.*Stream", "right", "the fields of the tuples that it collects do not count there"),
        ("Passed.Context", "right hostile", "a parameter of this SDK's own"),
        ("Passed.OwnResult", "right wrong hostile", "a result of this SDK's own"),
        ("Rules.Times", "right", "durations of ISO 8601 are not read"),
        ("Times.TimeSpan", "right", "durations of ISO 8601 are not read, and are written in the form of .NET"),
        ("Times.DateTime", "right", "an instant in UTC is written with Z here"),
        ("Numbers.NotANumberDefault", "create", "a default of NaN has no form in its schema"),
        ("Rules.Subclasses", "create", "its schema cannot say a subclass of [Range]"),
    ];

    [Fact]
    public async Task Both_agree_but_where_there_is_a_reason()
    {
        var (unknown, used, agreed) = (new List<string>(), new HashSet<string>(), 0);
        foreach (var (method, kind, call, ours, theirs) in await CompareAsync())
        {
            if (ours == theirs)
            {
                agreed++;
                continue;
            }

            var reasons = s_differences.Where(one => Fits(one.Methods, method) && one.Kinds.Split(' ').Contains(kind)).ToList();
            used.UnionWith(reasons.Select(one => one.Methods + one.Kinds));
            if (reasons.Count == 0)
            {
                unknown.Add($"{method} {kind} {call}: ours {ours}; theirs {theirs}");
            }
        }

        Assert.Empty(unknown);
        Assert.DoesNotContain(s_differences, one => !used.Contains(one.Methods + one.Kinds));
        Assert.True(agreed > 350, $"They agreed on {agreed} calls.");
    }

    private static bool Fits(string pattern, string method) =>
        System.Text.RegularExpressions.Regex.IsMatch(method, $"^{System.Text.RegularExpressions.Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$");

    private static async Task<List<(string Method, string Kind, string Call, string Ours, string Theirs)>> CompareAsync()
    {
        List<(string, string, string, string, string)> all = [];
        foreach (var path in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Signatures"), "*.cs").Order(StringComparer.Ordinal))
        {
            var file = Path.GetFileNameWithoutExtension(path);
            var source = File.ReadAllText(path);
            var type = ToolSnippets.Load(new SourceFile(Path.GetFileName(path), source)).GetType($"Table.{file}")!;
            foreach (var signature in Signature.Parse(source))
            {
                var method = type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).First(m => m.Name == signature.Name || m.Name == $"{signature.Name}Async");
                if (Create(method) is not { } theirs)
                {
                    all.Add(($"{file}.{signature.Name}", "create", "", "described", "refused"));
                    continue;
                }

                foreach (var call in signature.Calls)
                {
                    all.Add(($"{file}.{signature.Name}", call.Kind, call.Arguments, Normal(call.IsError ? "refused" : call.Content), Normal(await Outcome(theirs, call.Arguments))));
                }
            }
        }

        return all;
    }

    private static AIFunction? Create(MethodInfo method)
    {
        try
        {
            return AIFunctionFactory.Create(method, target: null, new AIFunctionFactoryOptions { SerializerOptions = s_options });
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // The order of members means nothing.
    private static string Normal(string outcome)
    {
        try
        {
            return Sorted(JsonNode.Parse(outcome))?.ToJsonString() ?? "null";
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return outcome;
        }

        static JsonNode? Sorted(JsonNode? node) => node switch
        {
            JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
            JsonArray items => new JsonArray([.. items.Select(Sorted)]),
            _ => node?.DeepClone(),
        };
    }

    private static async Task<string> Outcome(AIFunction function, string arguments)
    {
        try
        {
            var given = new AIFunctionArguments(JsonNode.Parse(arguments)!.AsObject().ToDictionary(member => member.Key, member => (object?)JsonSerializer.SerializeToElement(member.Value, s_options)));
            var result = await function.InvokeAsync(given, TestContext.Current.CancellationToken);
            return result switch
            {
                null => "ok",
                JsonElement { ValueKind: JsonValueKind.String } words => words.GetString()!,
                JsonElement json => json.GetRawText(),
                _ => result.ToString()!,
            };
        }
        catch (Exception)
        {
            return "refused";
        }
    }
}
