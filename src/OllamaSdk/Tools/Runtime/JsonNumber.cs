using System.Buffers.Text;

namespace OllamaSdk.CompilerServices;

/// <summary>Looks at the digits of a number, because the number types round what they cannot hold.</summary>
internal static class JsonNumber
{
    /// <summary>Whether a JSON number is whole, such as <c>5.0</c> or <c>1.5e1</c>.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> number)
    {
        var mark = number.IndexOfAny((byte)'e', (byte)'E');
        var digits = mark < 0 ? number : number[..mark];
        var exponent = 0L;
        if (mark >= 0 && !Utf8Parser.TryParse(number[(mark + 1)..], out exponent, out _))
        {
            return false;
        }

        var point = digits.IndexOf((byte)'.');
        var significant = digits.TrimEnd(".0"u8);
        var fraction = point < 0 ? significant.Length - digits.Length : significant.Length - point - 1;
        return significant.IndexOfAnyInRange((byte)'1', (byte)'9') < 0 || fraction + (point >= 0 && fraction < 0 ? 1 : 0) <= exponent;
    }
}
