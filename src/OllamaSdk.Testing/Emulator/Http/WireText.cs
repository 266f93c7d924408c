using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace OllamaSdk.Testing.Emulator.Http;

/// <summary>Text that is none, read as Go's decoder reads it: with U+FFFD in its place, where .NET's would throw.</summary>
internal static class WireText
{
    private const int EscapeLength = 6;

    /// <param name="json">JSON that may hold bytes which are no UTF-8, and halves of surrogate pairs, as a JavaScript client sends them of a text that it has cut.</param>
    /// <returns>The same bytes where there is nothing to mend.</returns>
    public static byte[] Mend(byte[] json)
    {
        if (!Utf8.IsValid(json))
        {
            json = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json));
        }

        var isCopy = false;
        for (var i = json.AsSpan().IndexOf((byte)'\\'); i >= 0 && i < json.Length; i++)
        {
            if (json[i] != '\\')
            {
                continue;
            }

            var unit = Unit(json, i);
            if (char.IsHighSurrogate(unit) && char.IsLowSurrogate(Unit(json, i + EscapeLength)))
            {
                i += (2 * EscapeLength) - 1;
            }
            else if (char.IsSurrogate(unit))
            {
                json = isCopy ? json : [.. json];
                isCopy = true;
                "FFFD"u8.CopyTo(json.AsSpan(i + 2));
            }
            else
            {
                // What is escaped may be a backslash itself.
                i++;
            }
        }

        return json;
    }

    /// <summary>The UTF-16 unit of an escape such as <c>\u00e9</c>; zero where there is none.</summary>
    private static char Unit(byte[] json, int start) =>
        start + EscapeLength <= json.Length && json[start] == '\\' && json[start + 1] == 'u'
        && ushort.TryParse(json.AsSpan(start + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? (char)unit : '\0';
}
