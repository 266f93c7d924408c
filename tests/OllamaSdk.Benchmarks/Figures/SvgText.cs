using System.Globalization;
using System.Text;

namespace OllamaSdk.Benchmarks.Figures;

/// <summary>A picture in SVG that can be read on light and on dark pages.</summary>
/// <param name="width">Pixels.</param>
/// <param name="height">Pixels.</param>
internal sealed class SvgText(double width, double height)
{
    private readonly StringBuilder _parts = new();

    public void Text(double x, double y, string text, string kind = "t", string anchor = "start") =>
        _parts.AppendLine($"<text class=\"{kind}\" x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\">{Escape(text)}</text>");

    public void Bar(double x, double y, double width, double height, string kind) =>
        _parts.AppendLine($"<rect class=\"{kind}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(Math.Max(width, 0.5))}\" height=\"{N(height)}\" rx=\"1.5\"/>");

    public void Line(IEnumerable<(double X, double Y)> points, string kind) =>
        _parts.AppendLine($"<polyline class=\"{kind}\" points=\"{string.Join(' ', points.Select(point => $"{N(point.X)},{N(point.Y)}"))}\"/>");

    public void Dot(double x, double y, string kind) => _parts.AppendLine($"<circle class=\"{kind}\" cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"3\"/>");

    public override string ToString() => $$"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{N(width)}} {{N(height)}}" width="{{N(width)}}" height="{{N(height)}}" font-family="system-ui, sans-serif" font-size="12">
        <style>
        .t { fill: #24292f } .m { fill: #57606a } .h { fill: #24292f; font-weight: 600; font-size: 14px }
        .ours { fill: #1f6feb } .ours2 { fill: #1f6feb; opacity: 0.45 } .other { fill: #8c959f } .other2 { fill: #8c959f; opacity: 0.45 }
        .axis { stroke: #8c959f; fill: none } .curve { stroke: #1f6feb; stroke-width: 2; fill: none }
        @media (prefers-color-scheme: dark) {
        .t, .h { fill: #e6edf3 } .m { fill: #9198a1 } .ours, .ours2 { fill: #4493f8 } .other, .other2 { fill: #7d8590 } .curve { stroke: #4493f8 }
        }
        </style>
        {{_parts}}</svg>

        """;

    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
