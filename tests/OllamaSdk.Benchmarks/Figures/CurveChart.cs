using System.Globalization;

namespace OllamaSdk.Benchmarks.Figures;

/// <summary>What one costs of many, by how many there are: flat is linear.</summary>
internal static class CurveChart
{
    private const double Wide = 270;
    private const double High = 170;
    private const int PerRow = 3;

    public static string Draw(IReadOnlyList<Curve> curves)
    {
        var svg = new SvgText(PerRow * Wide, 40 + ((curves.Count + PerRow - 1) / PerRow * (High + 10)));
        svg.Text(10, 22, "CPU for one, in µs, by how many there are", "h");
        for (var i = 0; i < curves.Count; i++)
        {
            DrawOne(svg, curves[i], (i % PerRow * Wide) + 10, 40 + (i / PerRow * (High + 10)));
        }

        return svg.ToString();
    }

    // Both axes in powers: a line that falls has a part that does not grow, one that rises grows faster than the size.
    private static void DrawOne(SvgText svg, Curve curve, double left, double top)
    {
        var (width, height) = (Wide - 40, High - 60);
        var (smallest, largest) = (Math.Log(curve.Points[0].Size), Math.Log(curve.Points[^1].Size));
        var each = curve.Points.Select(point => point.Cost.Median / point.Size).ToArray();
        var (low, high) = (Math.Log(each.Min() / 2), Math.Log(each.Max() * 1.5));
        var points = each.Select((cost, i) => (
            X: left + ((Math.Log(curve.Points[i].Size) - smallest) / (largest - smallest) * width),
            Y: top + 24 + ((high - Math.Log(cost)) / (high - low) * height))).ToArray();
        svg.Text(left, top + 14, $"{curve.Name}: grows as n^{curve.Exponent.ToString("0.00", CultureInfo.InvariantCulture)}");
        svg.Line([(left, top + 24), (left, top + 24 + height), (left + width, top + 24 + height)], "axis");
        svg.Line(points, "curve");
        for (var i = 0; i < points.Length; i++)
        {
            svg.Dot(points[i].X, points[i].Y, "ours");
            svg.Text(points[i].X, points[i].Y - 7, Spread.Number(each[i]), "m", i == 0 ? "start" : "middle");
            svg.Text(points[i].X, top + 40 + height, curve.Points[i].Size.ToString("#,0", CultureInfo.InvariantCulture), "m", i == 0 ? "start" : "middle");
        }
    }
}
