using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Emission;

internal static class TypeEmitter
{
    /// <summary>Emits the readers and writers of a file's types.</summary>
    public static void Emit(
        SourceWriter writer, EquatableArray<TypeModel> reads, ReaderEmitter readers, EquatableArray<TypeModel> writes, WriterEmitter writers)
    {
        foreach (var type in reads)
        {
            readers.Emit(type);
        }

        foreach (var type in writes)
        {
            writers.Emit(type);
        }
    }
}
