using System.Text;
using OllamaSdk.CompilerServices;
using Plain = (string, OllamaSdk.Generators.Tools.Tests.Running.ScanTools.Metal, int, bool, double, string?, int?, OllamaSdk.Generators.Tools.Tests.Running.ScanTools.Metal?, byte, ulong);
using Bounded = (string, int, double?);

namespace OllamaSdk.Generators.Tools.Tests.Running;

/// <summary>The scan takes usual arguments, and whatever it takes the exact reader reads the same.</summary>
public class ArgumentScanTests
{
    private const int Runs = 30_000;

    private static readonly GeneratedTool<Plain> _plain = (GeneratedTool<Plain>)ScanTools.LlmTools[0];
    private static readonly GeneratedTool<Bounded> _bounded = (GeneratedTool<Bounded>)ScanTools.LlmTools[1];

    private static readonly string[] _usual =
    [
        """{"text":"a","metal":"iron","count":5,"flag":true,"number":2.5}""",
        """{"text": "", "metal": "iron", "count": -5, "flag": false, "number": -0.0, "note": null, "maybe": null, "other": null, "small": 255, "big": 123456789012345678}""",
        """ { "big" : 0 , "number" : 12345 , "flag":true,"count":2147483647,"text":"äöü 😀","metal":"say \"Au\"\\ä","other":"say \"Au\"\\ä","maybe":-1,"note":"x" } """,
        "{\n\t\"text\": \"a\u007f/\",\r\n\t\"text\": \"b\",\n\t\"metal\": \"iron\",\n\t\"count\": 0,\n\t\"flag\": true,\n\t\"number\": 0.00000000000001\n}\n",
    ];

    /// <summary>What the scan leaves to the exact reader, right or wrong.</summary>
    private static readonly string[] _unusual =
    [
        """{"text":"a","metal":"iron","count":5,"flag":true,"number":1e0}""",
        """{"text":"a","metal":"iron","count":5.0,"flag":true,"number":1}""",
        """{"text":"a","metal":"iron","count":05,"flag":true,"number":1}""",
        """{"text":"a","metal":"iron","count":5,"flag":true,"number":01}""",
        """{"text":"a","metal":"iron","count":5,"flag":true,"number":1.}""",
        """{"text":"a","metal":"iron","count":5,"flag":true,"number":-}""",
        """{"text":"a","metal":"iron","count":5,"flag":true,"number":1234567890123456.5}""",
        """{"text":"a","metal":"iron","count":2147483648,"flag":true,"number":1}""",
        """{"text":"a","metal":"iron","count":5,"flag":true,"number":1,"small":256}""",
        """{"text":"a","metal":"iron","count":5,"flag":true,"number":1,"small":-1}""",
        """{"text":"a","metal":"iron","count":5,"flag":true,"number":1,"big":-1}""",
        """{"text":"a","metal":"iron","count":5,"flag":true,"number":1,"big":18446744073709551615}""",
        """{"text":"\n","metal":"iron","count":5,"flag":true,"number":1}""",
        """{"text":"\ud800","metal":"iron","count":5,"flag":true,"number":1}""",
        """{"t\u0065xt":"a","metal":"iron","count":5,"flag":true,"number":1}""",
        """{"text":"a","metal":"\u0069ron","count":5,"flag":true,"number":1}""",
        """{"text":"a","metal":"Iron","count":5,"flag":true,"number":1}""",
        """{"text":"a","metal":"iron","count":5,"flag":true,"number":1,"more":[{}]}""",
        """{"text":"a","metal":"iron","count":5,"flag":true,"number":1,}""",
        """{"text":"a","metal":"iron","count":5,"flag":true "number":1}""",
        """{"text":"a""metal":"iron","count":5,"flag":true,"number":1}""",
        """{"text""metal":"iron","count":5,"flag":true,"number":1}""",
        """{"text":"a","metal":"iron","count":5,"flag":truefalse,"number":1}""",
        """{"text":"a","metal":"iron","count":5,"flag":true,"number":1}x""",
        """{"text":"a","metal":"iron","count":5,"flag":true,"number":1}{}""",
        """{"text":"a","metal":"iron","count":5,"flag":true,"number":1""",
        """{"text":"a","metal":"iron","count":5,"flag":true}""",
        """{"text":null,"metal":"iron","count":5,"flag":true,"number":1}""",
        """{"text":"a","metal":"iron","count":"5","flag":true,"number":1}""",
        """{,"text":"a","metal":"iron","count":5,"flag":true,"number":1}""",
        """/**/{"text":"a","metal":"iron","count":5,"flag":true,"number":1}""",
        "{\"text\":\"a\tb\",\"metal\":\"iron\",\"count\":5,\"flag\":true,\"number\":1}",
        "", " ", "{", "{}", "[]", "null",
    ];

    public static TheoryData<string> Usual() => [.. _usual];

    public static TheoryData<string> Unusual() => [.. _unusual];

    [Theory]
    [MemberData(nameof(Usual))]
    public void Usual_arguments_are_scanned(string json)
    {
        Assert.True(_plain.TryScan(Encoding.UTF8.GetBytes(json), out var scanned));
        Assert.Equal(_plain.ParseExactly(Encoding.UTF8.GetBytes(json)), scanned);
    }

    [Theory]
    [MemberData(nameof(Unusual))]
    public void Unusual_arguments_are_left_to_the_exact_reader(string json)
    {
        Assert.False(_plain.TryScan(Encoding.UTF8.GetBytes(json), out _));
        AssertSame(_plain, Encoding.UTF8.GetBytes(json));
    }

    [Theory]
    [InlineData("""{"text":"abc","count":10,"number":0.5}""", true)]
    [InlineData("""{"text":"abc","count":10,"number":null}""", true)]
    [InlineData("""{"text":"a","count":10}""", false)]
    [InlineData("""{"text":"abcdef","count":10}""", false)]
    [InlineData("""{"text":"abc","count":0}""", false)]
    [InlineData("""{"text":"abc","count":1,"number":1.75}""", false)]
    public void Bounds_hold_in_the_scan(string json, bool holds)
    {
        Assert.Equal(holds, _bounded.TryScan(Encoding.UTF8.GetBytes(json), out _));
        AssertSame(_bounded, Encoding.UTF8.GetBytes(json));
    }

    [Fact]
    public void Text_that_is_no_UTF8_is_left_to_the_exact_reader()
    {
        byte[][] broken = [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf5, 0x80, 0x80, 0x80]];
        Assert.All(broken, bytes =>
        {
            byte[] json = [.. "{\"text\":\""u8, .. bytes, .. "\",\"metal\":\"iron\",\"count\":5,\"flag\":true,\"number\":1}"u8];
            Assert.False(_plain.TryScan(json, out _));
            AssertSame(_plain, json);
        });
    }

    [Fact]
    public void Tools_with_other_arguments_have_no_scan()
    {
        Assert.False(((GeneratedTool<string>)ScanTools.LlmTools[2]).TryScan("{\"text\":\"a\"}"u8, out _));
        Assert.False(((GeneratedTool<int[]>)ScanTools.LlmTools[3]).TryScan("{\"numbers\":[1]}"u8, out _));
    }

    [Fact]
    public void Damaged_arguments_are_read_as_the_exact_reader_does()
    {
        var random = new Random(5);
        byte[] alphabet = [.. "{}[]\",:\\ \n\t0123456789-+.eEtruefalsn/u"u8, 0, 0x1f, 0x7f, 0xc3, 0xa4, 0xed, 0xff];
        var scanned = 0;
        for (var i = 0; i < Runs; i++)
        {
            var json = Encoding.UTF8.GetBytes(_usual[i % _usual.Length]).ToList();
            for (var damages = random.Next(1, 3); damages > 0; damages--)
            {
                var at = random.Next(json.Count);
                switch (random.Next(4))
                {
                    case 0:
                        json.RemoveAt(at);
                        break;
                    case 1:
                        json.Insert(at, alphabet[random.Next(alphabet.Length)]);
                        break;
                    case 2:
                        json.RemoveRange(at, Math.Min(json.Count - at, random.Next(1, 12)));
                        json.Add((byte)'}');
                        break;
                    default:
                        json[at] = alphabet[random.Next(alphabet.Length)];
                        break;
                }
            }

            scanned += AssertSame(_plain, [.. json]) ? 1 : 0;
        }

        // Enough of them still have the usual form for the comparison to mean something.
        Assert.InRange(scanned, Runs / 50, Runs / 2);
    }

    [Fact]
    public void Numbers_are_the_same_to_the_last_bit()
    {
        var random = new Random(6);
        for (var i = 0; i < Runs; i++)
        {
            var digits = random.NextInt64((long)Math.Pow(10, random.Next(1, 16))).ToString(System.Globalization.CultureInfo.InvariantCulture);
            var point = random.Next(1, digits.Length + 1);
            var number = $"{(random.Next(2) == 0 ? "-" : "")}{digits[..point]}{(point < digits.Length ? "." : "")}{digits[point..]}";
            AssertSame(_plain, Encoding.UTF8.GetBytes($$"""{"text":"a","metal":"iron","count":{{random.Next()}},"flag":true,"number":{{number}},"big":{{digits}}}"""));
        }
    }

    /// <summary>Whether the scan took them.</summary>
    private static bool AssertSame<T>(GeneratedTool<T> tool, byte[] json)
    {
        var exact = Outcome(() => tool.ParseExactly(json));
        var isScanned = tool.TryScan(json, out var scanned);
        if (isScanned)
        {
            Assert.Equal(exact, scanned!.ToString());
        }

        Assert.Equal(exact, Outcome(() => tool.Parse(json)));
        return isScanned;
    }

    private static string Outcome<T>(Func<T> read)
    {
        try
        {
            return read()!.ToString()!;
        }
        catch (Exception e) when (SchemaBreach.IsBreach(e))
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }
}
