using System.Text.Json;

namespace OllamaSdk.Benchmarks.Figures;

/// <summary>All that was measured, for other programs.</summary>
internal static class JsonFile
{
    public static void Write(string path, Results results)
    {
        using var file = File.Create(path);
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("measured", DateTime.UtcNow);
        json.WriteString("runtime", System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription);
        json.WriteNumber("processors", Environment.ProcessorCount);
        Array(json, "figures", results.Figures, (writer, figure) =>
        {
            writer.WriteString("area", figure.Area);
            writer.WriteString("name", figure.Name);
            writer.WriteString("condition", figure.Condition);
            Put(writer, "value", figure.Value);
            writer.WriteString("unit", figure.Unit);
            writer.WriteString("aim", figure.Aim.ToString());
            writer.WriteBoolean("reached", figure.Reached);
        });
        Array(json, "costs", results.Costs, (writer, line) =>
        {
            writer.WriteString("area", line.Area);
            writer.WriteString("condition", line.Condition);
            writer.WriteString("name", line.Name);
            Put(writer, "cpuMicroseconds", line.Cpu);
            Put(writer, "bytes", line.Bytes);
        });
        Array(json, "notes", results.Notes, (writer, note) =>
        {
            writer.WriteString("area", note.Area);
            writer.WriteString("title", note.Title);
            writer.WriteStartObject("rows");
            foreach (var (first, second) in note.Rows.Skip(1))
            {
                writer.WriteString(first, second);
            }

            writer.WriteEndObject();
        });
        Array(json, "curves", results.Curves, (writer, curve) =>
        {
            writer.WriteString("name", curve.Name);
            writer.WriteNumber("exponent", Math.Round(curve.Exponent, 3));
            writer.WriteStartArray("points");
            foreach (var (size, cost) in curve.Points)
            {
                writer.WriteStartObject();
                writer.WriteNumber("size", size);
                Put(writer, "cpuMicroseconds", cost);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
        json.WriteEndObject();
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Put(Utf8JsonWriter json, string name, Spread spread)
    {
        json.WriteStartObject(name);
        json.WriteNumber("median", Math.Round(spread.Median, 4));
        json.WriteNumber("p10", Math.Round(spread.Low, 4));
        json.WriteNumber("p90", Math.Round(spread.High, 4));
        json.WriteEndObject();
    }
}
