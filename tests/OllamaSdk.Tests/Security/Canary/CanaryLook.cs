using System.Collections;
using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Security.Canary;

/// <summary>A word that was seen, and where.</summary>
/// <param name="Place">The member by which it was reached, or the kind of place.</param>
/// <param name="Word">What was seen.</param>
/// <param name="Text">The whole text.</param>
internal sealed record CanaryHit(string Place, string Word, string Text);

/// <summary>Goes through everything that can be reached from an object: texts of exceptions, public members, what an object prints.</summary>
internal sealed class CanaryLook
{
    private const int MaxItems = 100;

    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>How many texts were looked at.</summary>
    public int Texts { get; private set; }

    public List<CanaryHit> Hits { get; } = [];

    public void At(string place, string? text, bool secretsOnly = false)
    {
        Texts++;
        if (CanaryWords.In(text, secretsOnly) is { } word)
        {
            Hits.Add(new CanaryHit(place, word, text!));
        }
    }

    /// <param name="value">What to look at.</param>
    /// <param name="place">The member that gave it.</param>
    /// <param name="named">Whether prompts and answers may be there, since a member was asked for by its name.</param>
    public void Through(object? value, string place, bool named)
    {
        switch (value)
        {
            case null or bool or Enum or Type or Delegate or Stream or CancellationToken or MemberInfo or IServiceProvider:
                break;
            case string text:
                At(place, text, named);
                break;
            case byte[] bytes:
                At(place, Encoding.UTF8.GetString(bytes), named);
                break;
            case ReadOnlyMemory<byte> bytes:
                At(place, Encoding.UTF8.GetString(bytes.Span), named);
                break;
            case Uri uri:
                At(place, $"{uri} {uri.OriginalString}", named);
                break;
            case System.Text.Json.JsonElement { ValueKind: not System.Text.Json.JsonValueKind.Undefined } json:
                At(place, json.GetRawText(), named);
                break;
            case IConvertible or IFormattable:
                At(place, $"{value}", named);
                break;
            case Exception error when _seen.Add(error):
                Error(error);
                break;
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                {
                    Through(entry.Key, place, named);
                    Through(entry.Value, place, named);
                }

                break;
            case IEnumerable items:
                foreach (var item in items.Cast<object?>().Take(MaxItems))
                {
                    Through(item, place, named);
                }

                break;
            // What the caller has put in, as it is.
            case CallOptions or OllamaClient or OpenAICompatibleClient or LlmClient:
                Print(value);
                break;
            default:
                if (value.GetType().IsValueType || _seen.Add(value))
                {
                    Members(value, place, named);
                }

                break;
        }
    }

    /// <summary>What an object prints, by itself and in a debugger.</summary>
    public void Print(object value)
    {
        At($"{value.GetType().Name}.ToString()", value.ToString());
        if (value.GetType().GetCustomAttribute<DebuggerDisplayAttribute>() is { } display)
        {
            At($"{value.GetType().Name}'s debugger display", Debugged(value, display.Value));
        }
    }

    private void Error(Exception error)
    {
        var type = error.GetType().Name;
        At($"{type}.ToString()", error.ToString());
        At($"{type}.Message", error.Message);
        foreach (DictionaryEntry entry in error.Data)
        {
            At($"{type}.Data", $"{entry.Key} {entry.Value}");
        }

        foreach (var property in Readable(error.GetType()).Where(property => property.Name is not ("Message" or "Data" or "TargetSite")))
        {
            Through(Value(property, error), property.DeclaringType == typeof(Exception) ? $"{type}.{property.Name}" : $"{property.DeclaringType!.Name}.{property.Name}", named: false);
        }
    }

    private void Members(object value, string place, bool named)
    {
        var type = value.GetType();
        if (!IsOurs(type))
        {
            At(place, value.ToString(), named);
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
            {
                Through(type.GetProperty("Key")!.GetValue(value), place, named);
                Through(type.GetProperty("Value")!.GetValue(value), place, named);
            }

            return;
        }

        // A union is the value that it holds.
        if (!type.IsValueType)
        {
            Print(value);
        }

        foreach (var property in Readable(type))
        {
            Through(Value(property, value), $"{type.Name}.{property.Name}", named);
        }
    }

    private static bool IsOurs(Type type) => type.Assembly.GetName().Name!.StartsWith("OllamaSdk", StringComparison.Ordinal)
        && type.Assembly != typeof(CanaryLook).Assembly && !type.Name.StartsWith('<');

    private static IEnumerable<PropertyInfo> Readable(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanRead && property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike);

    private static object? Value(PropertyInfo property, object owner)
    {
        try
        {
            return property.GetValue(owner);
        }
        catch (TargetInvocationException)
        {
            // A member that has nothing to say in this state.
            return null;
        }
    }

    private static string Debugged(object value, string format) => Regex.Replace(format, @"\{([A-Za-z_]+)[^}]*\}", match =>
        value.GetType().GetMember(match.Groups[1].Value, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).FirstOrDefault() switch
        {
            PropertyInfo property => $"{Value(property, value)}",
            FieldInfo field => $"{field.GetValue(value)}",
            MethodInfo method => $"{method.Invoke(value, null)}",
            _ => match.Value,
        });
}
