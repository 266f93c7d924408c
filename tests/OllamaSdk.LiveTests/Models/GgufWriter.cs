using System.Text;

namespace OllamaSdk.LiveTests.Models;

/// <summary>Writes a file of the GGUF format, version 3: named values, then named arrays of 32-bit floats.</summary>
internal sealed class GgufWriter
{
    private const uint Alignment = 32;

    private readonly MemoryStream _values = new();
    private readonly List<(string Name, float[] Numbers, int[] Shape)> _tensors = [];
    private ulong _count;

    // The numbers of the types of values in the format.
    private enum Kind : uint
    {
        UInt32 = 4,
        Int32 = 5,
        Float32 = 6,
        Boolean = 7,
        Text = 8,
        List = 9,
    }

    public void Set(string name, uint value) => Set(name, Kind.UInt32, to => to.Write(value));

    public void Set(string name, float value) => Set(name, Kind.Float32, to => to.Write(value));

    public void Set(string name, bool value) => Set(name, Kind.Boolean, to => to.Write(value));

    public void Set(string name, string value) => Set(name, Kind.Text, to => Write(to, value));

    public void Set(string name, IReadOnlyCollection<string> values) => SetList(name, Kind.Text, values, Write);

    public void Set(string name, IReadOnlyCollection<int> values) => SetList(name, Kind.Int32, values, static (to, value) => to.Write(value));

    /// <param name="name">The tensor's name, which tells the server what it is.</param>
    /// <param name="numbers">As many as the shape says.</param>
    /// <param name="shape">The length of a row first, then how many rows there are.</param>
    public void Add(string name, float[] numbers, params int[] shape) => _tensors.Add((name, numbers, shape));

    public void Save(string path)
    {
        using var file = new BinaryWriter(File.Create(path));
        file.Write("GGUF"u8);
        file.Write(3u);
        file.Write((ulong)_tensors.Count);
        file.Write(_count);
        file.Write(_values.ToArray());
        ulong offset = 0;
        foreach (var (name, numbers, shape) in _tensors)
        {
            Write(file, name);
            file.Write((uint)shape.Length);
            Array.ForEach(shape, length => file.Write((ulong)length));
            // Type 0 is a 32-bit float.
            file.Write(0u);
            file.Write(offset);
            offset += (ulong)(numbers.Length * sizeof(float) + (Alignment - 1)) / Alignment * Alignment;
        }

        foreach (var (_, numbers, _) in _tensors)
        {
            Pad(file);
            Array.ForEach(numbers, file.Write);
        }

        Pad(file);
    }

    private void Set(string name, Kind kind, Action<BinaryWriter> write)
    {
        using var to = new BinaryWriter(_values, Encoding.UTF8, leaveOpen: true);
        Write(to, name);
        to.Write((uint)kind);
        write(to);
        _count++;
    }

    private void SetList<T>(string name, Kind kind, IReadOnlyCollection<T> values, Action<BinaryWriter, T> write) => Set(name, Kind.List, to =>
    {
        to.Write((uint)kind);
        to.Write((ulong)values.Count);
        foreach (var value in values)
        {
            write(to, value);
        }
    });

    private static void Write(BinaryWriter to, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        to.Write((ulong)bytes.Length);
        to.Write(bytes);
    }

    private static void Pad(BinaryWriter file)
    {
        file.Flush();
        while (file.BaseStream.Position % Alignment != 0)
        {
            file.Write((byte)0);
        }
    }
}
