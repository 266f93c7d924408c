using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OllamaSdk.Extensions.AI;

/// <summary>Numbers as members that no model of the API has.</summary>
internal static class JsonNumber
{
    public static JsonElement Of(int number)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
        return JsonElement.ParseValue(ref reader);
    }
}
