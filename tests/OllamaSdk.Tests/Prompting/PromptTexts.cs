using System.Globalization;
using System.Text;

namespace OllamaSdk.Tests.Prompting;

/// <summary>Prompts made of sentences in ten scripts, code and data, and prompts made to deceive.</summary>
internal static class PromptTexts
{
    /// <summary>Natural text, by its script.</summary>
    public static IReadOnlyDictionary<string, string[]> Sentences { get; } = new Dictionary<string, string[]>
    {
        ["Latin"] =
        [
            "The committee decided yesterday that the proposal would be reconsidered after several members had raised questions about its cost, and the chairman agreed.",
            "I don't know what you mean by \"glory\", Alice said. Of course you don't, till I tell you! It was a bright cold day in April, and the clocks were striking 13.",
            "Water boils at 100 °C at sea level; at 3,000 m it boils at about 90 °C, which is why pasta takes longer to cook in the mountains.",
            "Die Bundesregierung hat gestern beschlossen, dass die Verkehrsinfrastruktur in den kommenden Jahren grundlegend erneuert und die Zusammenarbeit der Behörden verbessert wird.",
            "Le gouvernement a annoncé hier que la construction de la nouvelle ligne de chemin de fer commencera au printemps prochain et durera plusieurs années.",
            "El gobierno anunció ayer que la construcción de la nueva línea de ferrocarril comenzará la próxima primavera y durará varios años, según el ministro.",
            "Hôm qua chính phủ đã quyết định rằng việc xây dựng tuyến đường sắt mới sẽ bắt đầu vào mùa xuân năm sau và kéo dài vài năm.",
            "Rząd zdecydował wczoraj, że budowa nowej linii kolejowej rozpocznie się wiosną przyszłego roku i potrwa kilka lat, mimo że koszty wzrosły.",
            "Hükümet dün yeni demiryolunun inşaatına gelecek yıl ilkbaharda başlanacağına ve bunun birkaç yıl süreceğine karar verdi.",
        ],
        ["Cyrillic"] =
        [
            "Правительство вчера приняло решение о том, что строительство новой железной дороги начнётся весной следующего года и будет продолжаться несколько лет.",
            "Уряд учора вирішив, що будівництво нової залізниці розпочнеться навесні наступного року і триватиме кілька років, хоча витрати зросли.",
            "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему; всё смешалось в доме Облонских.",
        ],
        ["Greek"] =
        [
            "Η κυβέρνηση αποφάσισε χθες ότι η κατασκευή του νέου σιδηροδρόμου θα αρχίσει την άνοιξη του επόμενου έτους και θα διαρκέσει αρκετά χρόνια.",
            "Το νερό βράζει στους 100 βαθμούς στην επιφάνεια της θάλασσας, αλλά στα βουνά βράζει νωρίτερα, και γι' αυτό το φαγητό αργεί.",
        ],
        ["Hebrew"] =
        [
            "הממשלה החליטה אתמול כי בניית מסילת הברזל החדשה תתחיל באביב של השנה הבאה ותימשך מספר שנים, למרות שהעלויות עלו.",
            "בראשית ברא אלוהים את השמים ואת הארץ; והארץ היתה תוהו ובוהו, וחושך על פני תהום.",
        ],
        ["Arabic"] =
        [
            "قررت الحكومة أمس أن يبدأ بناء السكك الحديدية الجديدة في ربيع العام المقبل وسوف يستمر عدة سنوات، رغم ارتفاع التكاليف.",
            "دولت دیروز تصمیم گرفت که ساخت راه‌آهن جدید در بهار سال آینده آغاز شود و چند سال ادامه یابد، هرچند هزینه‌ها افزایش یافته است.",
        ],
        ["Indic"] =
        [
            "सरकार ने कल निर्णय लिया कि नई रेलवे का निर्माण अगले वर्ष के वसंत में शुरू होगा और कई वर्षों तक चलेगा, हालाँकि लागत बढ़ गई है।",
            "সরকার গতকাল সিদ্ধান্ত নিয়েছে যে নতুন রেলপথের নির্মাণ আগামী বছরের বসন্তে শুরু হবে এবং কয়েক বছর চলবে।",
            "புதிய ரயில் பாதையின் கட்டுமானம் அடுத்த ஆண்டு தொடங்கும் என்று அரசாங்கம் நேற்று முடிவு செய்தது.",
        ],
        ["Thai"] =
        [
            "รัฐบาลตัดสินใจเมื่อวานนี้ว่าการก่อสร้างทางรถไฟสายใหม่จะเริ่มในฤดูใบไม้ผลิของปีหน้า และจะใช้เวลาหลายปี แม้ว่าค่าใช้จ่ายจะเพิ่มขึ้น",
            "น้ำเดือดที่อุณหภูมิ 100 องศาเซลเซียสที่ระดับน้ำทะเล แต่บนภูเขาจะเดือดเร็วกว่านั้น",
        ],
        ["Chinese"] =
        [
            "政府昨天决定，新铁路的建设将于明年春天开始，并将持续几年，尽管成本有所上升。",
            "我们认为这是非常重要的：人工智能技术的发展改变了许多行业，也带来了新的问题。",
            "話說天下大勢，分久必合，合久必分。周末七國分爭，并入於秦；及秦滅之後，楚、漢分爭，又并入於漢。",
        ],
        ["Japanese"] =
        [
            "政府は昨日、新しい鉄道の建設を来年の春に始めることを決めました。費用は増えましたが、数年間続く予定です。",
            "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。コンピューターとインターネットを使います。",
        ],
        ["Korean"] =
        [
            "정부는 어제 새로운 철도 건설을 내년 봄에 시작하기로 결정했으며, 비용이 늘었지만 몇 년 동안 계속될 예정이다.",
            "물은 해수면에서 섭씨 100도에 끓지만 산에서는 더 낮은 온도에서 끓기 때문에 요리가 오래 걸린다.",
        ],
        ["Code"] =
        [
            "public async Task<int> CountAsync(CancellationToken cancellationToken)\n{\n    foreach (var item in _items)\n    {\n        if (item is null) continue;\n        total += item.Length;\n    }\n\n    return total; // comment\n}\n",
            "def main(argv: list[str]) -> None:\n    \"\"\"Read the file and print each line's length.\"\"\"\n    with open(argv[1], encoding='utf-8') as f:\n        for i, line in enumerate(f):\n            print(f'{i:04d} {len(line.rstrip())}')\n\n",
            "{\"id\":\"chatcmpl-123\",\"object\":\"chat.completion\",\"created\":1677652288,\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}\n",
            "<div class=\"row\"><a href=\"/items/42?sort=asc&amp;page=2\" id=\"x-17\">Next</a><span style=\"color:#f0a\">&nbsp;</span></div>\n",
            "SELECT o.id, SUM(l.price * l.quantity) AS total FROM orders o JOIN lines l ON l.order_id = o.id WHERE o.created_at >= '2026-01-01' GROUP BY o.id;\n",
            "2026-11-29T04:43:53.123Z INFO  [worker-3] request 8f14e45f-ceea-4e7a took 153 ms (status=200, bytes=48213)\n",
            "const t=(e,n)=>{let r=e.length;for(;r--;)if(e[r]===n)return!0;return!1};function a(e){return e&&e.__esModule?e.default:e}\n",
            "| Name | Count | Share |\n| --- | ---: | ---: |\n| apples | 1,204 | 12.5 % |\n| pears | 88 | 0.9 % |\n\n- [x] done\n- [ ] to do\n\n",
        ],
    };

    /// <summary>What no natural text is: long tokens at every place, or hardly any structure.</summary>
    public static IReadOnlyList<Func<Random, int, string>> Deceiving { get; } =
    [
        (random, length) => Repeat("ありがとうございます", length),
        (random, length) => Repeat(" telecommunications", length),
        (random, length) => Repeat("the quick brown fox jumps over the lazy dog. ", length),
        (random, length) => new string("=-*#._ \n\t~"[random.Next(10)], length),
        (random, length) => new string((char)('a' + random.Next(26)), length),
        (random, length) => Repeat(new string(' ', random.Next(1, 90)) + "x\n", length),
        (random, length) => Repeat("\r\n\r\n", length),
        (random, length) => Repeat("天天中彩票", length),
        (random, length) => Repeat(" สำนักเลขานุการองค์กร", length),
        (random, length) => Repeat("ÃÂ", length),
        (random, length) => Repeat("0", length),
        (random, length) => Repeat("-=", length),
        (random, length) => Repeat("abcdefghijklmnopqrstuvwxyz", length),
        (random, length) => Repeat(".translatesAutoresizingMaskIntoConstraints", length),
        (random, length) => Repeat("rawdownloadcloneembedreportprint", length),
        (random, length) => Repeat("<|endoftext|>", length),
        (random, length) => Repeat("<|endoftext|> ", length),
        (random, length) => Repeat("😀👍🏽👩‍👩‍👧‍👦🇩🇪✅", length),
        (random, length) => Repeat("<!-- ------------------------------ -->\n", length),
        (random, length) => Base64(random, length),
        (random, length) => Convert.ToHexStringLower(Bytes(random, length / 2)),
        (random, length) => Json(random, length),
        (random, length) => Numbers(random, length),
        (random, length) => Repeat("e\u0301a\u0308o\u0302 ", length),
        (random, length) => Repeat("————————————————", length),
        (random, length) => Repeat("\u00A0\u3000\u200B\uFEFF", length),
    ];

    /// <summary>Words of one script's sentences, in their order or in any.</summary>
    public static string Natural(string script, Random random, int characters)
    {
        var sentences = Sentences[script];
        var text = new StringBuilder();
        var inOrder = random.Next(2) == 0 || script is "Code" or "Chinese" or "Japanese" or "Thai";
        // Of one kind, as prompts are.
        var one = random.Next(3) == 0 ? sentences[random.Next(sentences.Length)] : null;
        while (text.Length < characters)
        {
            var sentence = one ?? sentences[random.Next(sentences.Length)];
            if (inOrder)
            {
                text.Append(sentence).Append(random.Next(6) == 0 ? "\n\n" : " ");
                continue;
            }

            var words = sentence.Split(' ');
            for (var i = random.Next(3, 30); i > 0; i--)
            {
                text.Append(words[random.Next(words.Length)]).Append(random.Next(16) == 0 ? "\n    " : " ");
            }
        }

        return text.ToString(0, characters);
    }

    private static string Repeat(string part, int length) => new StringBuilder().Insert(0, part, (length / part.Length) + 1).ToString();

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Base64(Random random, int length) => Convert.ToBase64String(Bytes(random, length * 3 / 4));

    private static string Json(Random random, int length)
    {
        var json = new StringBuilder("[");
        while (json.Length < length)
        {
            json.Append(CultureInfo.InvariantCulture, $"{{\"a{random.Next(99)}\":{random.Next()},\"b\":[null,true,{random.NextDouble():F3}],\"c\":{{}}}},");
        }

        return json.ToString();
    }

    private static string Numbers(Random random, int length)
    {
        var rows = new StringBuilder();
        while (rows.Length < length)
        {
            rows.Append(CultureInfo.InvariantCulture, $"{random.Next(100000)},{random.NextDouble():F5},{random.Next(9)}\n");
        }

        return rows.ToString();
    }
}
