namespace OllamaSdk.Cli.Output.Markdown.Code;

/// <summary>The languages that models write most. Each is made when a block of it first comes.</summary>
internal static class Languages
{
    private static readonly CodeSpan s_block = new("/*", "*/", IsComment: true, IsLong: true, HasEscapes: false);
    private static readonly CodeSpan s_text = new("\"", "\"");
    private static readonly CodeSpan s_quoted = new("'", "'");
    private static readonly CodeSpan s_letter = new("'", "'", IsLetter: true);
    private static readonly string[] s_slashes = ["//"];
    private static readonly string[] s_hash = ["#"];

    private static readonly Dictionary<string, Language> s_made = [];

    /// <returns><see langword="null"/> for one that is not known.</returns>
    public static Language? Find(string name)
    {
        var kind = name switch
        {
            "cs" or "c#" => "csharp",
            "py" or "python3" => "python",
            "js" or "jsx" or "javascript" or "typescript" or "tsx" or "mjs" => "ts",
            "jsonc" or "json5" or "jsonl" or "ndjson" => "json",
            "bash" or "shell" or "zsh" or "console" or "shellscript" or "dockerfile" or "makefile" => "sh",
            "postgresql" or "mysql" or "sqlite" or "tsql" or "plsql" => "sql",
            "yml" or "toml" or "ini" => "yaml",
            "golang" => "go",
            "rs" => "rust",
            "c" or "c++" or "cc" or "h" or "hpp" or "cxx" => "cpp",
            "kt" or "kotlin" => "java",
            _ => name,
        };
        return s_made.TryGetValue(kind, out var made) ? made : Make(kind) is { } language ? s_made[kind] = language : null;
    }

    private static Language? Make(string name) => name switch
    {
        "csharp" => new(
            "abstract as async await base break case catch checked class const continue default delegate do else enum event explicit extern field file finally fixed for foreach "
            + "get global goto if implicit in init interface internal is lock managed nameof namespace new not operator or and out override params partial private protected public "
            + "readonly record ref required return scoped sealed set sizeof stackalloc static struct switch this throw try typeof unchecked unsafe using var virtual void volatile "
            + "when where while with yield bool byte char decimal double dynamic float int long nint nuint object sbyte short string uint ulong ushort",
            "true false null", s_slashes, [s_block, new("\"\"\"", "\"\"\"", IsLong: true, HasEscapes: false), new("@\"", "\"", IsLong: true, HasEscapes: false), s_text, s_letter])
        { HasDirectives = true },
        "python" => new(
            "and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try "
            + "while with yield",
            "True False None self cls", s_hash, [new("\"\"\"", "\"\"\"", IsLong: true), new("'''", "'''", IsLong: true), s_text, s_quoted]) { HasAttributes = true },
        "ts" => new(
            "abstract any as async await boolean break case catch class const continue debugger declare default delete do else enum export extends finally for from function get if "
            + "implements import in instanceof interface is keyof let namespace never new number of package private protected public readonly return satisfies set static string "
            + "super switch this throw try type typeof unknown var void while with yield",
            "true false null undefined NaN Infinity", s_slashes, [s_block, new("`", "`", IsLong: true), s_text, s_quoted]) { HasAttributes = true },
        "json" => new("", "true false null", s_slashes, [s_block, s_text]) { HasKeys = true, HasKeyTexts = true },
        "sh" => new(
            "if then else elif fi for while until do done case esac in function return exit break continue local export readonly declare set unset shift source alias eval exec trap "
            + "cd echo printf read test sudo FROM RUN COPY ADD CMD ENTRYPOINT ENV ARG WORKDIR EXPOSE",
            "true false", s_hash, [new("\"", "\"", IsLong: true), new("'", "'", IsLong: true, HasEscapes: false)]) { HasVariables = true },
        "sql" => new(
            "add all alter and any as asc begin between by case cast check column commit constraint create cross database default delete desc distinct drop else end except exists "
            + "foreign from full function grant group having if in index inner insert intersect into is join key left like limit not offset on or order outer over partition primary "
            + "procedure references returning revoke right rollback select set table then to transaction trigger truncate union unique update using values view when where with "
            + "int integer bigint smallint decimal numeric real float char varchar text date time timestamp boolean serial",
            "null true false", ["--"], [s_block, new("'", "'", HasEscapes: false, IsLong: true), new("\"", "\"", HasEscapes: false)]) { IgnoresCase = true },
        "yaml" => new("", "true false null yes no on off", s_hash, [new("\"", "\"", IsLong: true), new("'", "'", HasEscapes: false)]) { HasKeys = true },
        "go" => new(
            "break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var any bool byte "
            + "complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr",
            "true false nil iota", s_slashes, [s_block, new("`", "`", IsLong: true, HasEscapes: false), s_text, s_letter]),
        "rust" => new(
            "as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod move mut pub ref return static struct super trait type unsafe use "
            + "where while bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize String Vec Option Result Box",
            "true false self Self None Some Ok Err", s_slashes, [s_block, new("\"", "\"", IsLong: true), s_letter]),
        "java" => new(
            "abstract assert boolean break byte case catch char class companion const continue data default do double else enum extends final finally float for fun if implements "
            + "import in instanceof int interface internal is lateinit long native new object open override package permits private protected public record return sealed short static "
            + "super suspend switch synchronized this throw throws transient try val var void volatile when while yield String Int Long Boolean",
            "true false null", s_slashes, [s_block, new("\"\"\"", "\"\"\"", IsLong: true), s_text, s_letter]) { HasAttributes = true },
        "cpp" => new(
            "alignas alignof and auto bool break case catch char class concept const consteval constexpr const_cast continue co_await co_return co_yield decltype default delete do "
            + "double dynamic_cast else enum explicit export extern final float for friend goto if inline int long mutable namespace new noexcept not operator or override private "
            + "protected public register reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch template this throw try typedef typeid "
            + "typename union unsigned using virtual void volatile while size_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t",
            "true false nullptr NULL", s_slashes, [s_block, s_text, s_letter]) { HasDirectives = true },
        _ => null,
    };
}
