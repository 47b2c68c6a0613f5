namespace Muniment.Cli.Reports;

/// <summary>The Vega-Lite specifications of the report; the data come from the figure's table.</summary>
/// <remarks>Colours are told apart by the colour-blind and hold 3:1 against white; no chart tells by colour alone, for each has its table.</remarks>
static class Charts
{
    public const string Completeness = """
        {"width":"container","height":{"step":20},"mark":{"type":"bar","color":"#1d5fa8"},
        "encoding":{"y":{"field":"column","type":"nominal","sort":null,"title":null},
        "x":{"field":"share","type":"quantitative","title":"Records with a value","scale":{"domain":[0,1]},"axis":{"format":"%"}}}}
        """;

    public const string Blocking = """
        {"width":"container","height":{"step":22},"mark":{"type":"bar","color":"#1d5fa8"},
        "encoding":{"y":{"field":"number","type":"nominal","sort":null,"title":"Rule"},
        "x":{"field":"pairs","type":"quantitative","title":"Pairs this rule was the first to make","axis":{"format":",d","tickCount":4}}}}
        """;

    public const string MatchWeights = """
        {"width":"container","height":{"step":20},"transform":[{"filter":"datum.bits !== null"},{"calculate":"datum.comparison + ': ' + datum.level","as":"what"}],
        "mark":"bar",
        "encoding":{"y":{"field":"what","type":"nominal","sort":null,"title":null},
        "x":{"field":"bits","type":"quantitative","title":"Match weight (bits)"},
        "color":{"condition":{"test":"datum.bits < 0","value":"#b4480f"},"value":"#1d5fa8"}}}
        """;

    public const string Shares = """
        {"width":"container","height":{"step":11},"transform":[{"calculate":"datum.comparison + ': ' + datum.level","as":"what"},{"fold":["m","u"],"as":["kind","share"]},{"filter":"datum.share !== null"}],
        "mark":"bar",
        "encoding":{"y":{"field":"what","type":"nominal","sort":null,"title":null},"yOffset":{"field":"kind","type":"nominal"},
        "x":{"field":"share","type":"quantitative","title":"Share of pairs at this level","axis":{"format":"%"}},
        "color":{"field":"kind","type":"nominal","scale":{"domain":["m","u"],"range":["#1d5fa8","#b4480f"]},"legend":{"title":null,"orient":"top","labelExpr":"datum.label == 'm' ? 'm: same person' : 'u: two people'"}}}}
        """;

    public const string Training = """
        {"width":"container","height":220,"mark":{"type":"line","point":true},
        "encoding":{"x":{"field":"round","type":"quantitative","title":"Round","axis":{"tickMinStep":1,"format":"d"}},
        "y":{"field":"change","type":"quantitative","title":"Largest change","scale":{"type":"log"},"axis":{"format":"~g","tickCount":5}},
        "color":{"field":"session","type":"nominal","title":null,"legend":{"orient":"bottom","columns":2,"labelLimit":270},"scale":{"range":["#1d5fa8","#b4480f","#2f7d4f","#7a3e9d","#8a6d00","#45515e"]}},
        "strokeDash":{"field":"session","type":"nominal","legend":null}}}
        """;

    public const string TermFrequencies = """
        {"width":"container","height":{"step":18},"transform":[{"calculate":"datum.row + '. ' + datum.field + ': ' + datum.value","as":"what"}],"mark":{"type":"bar","color":"#1d5fa8"},
        "encoding":{"y":{"field":"what","type":"nominal","sort":null,"title":null},
        "x":{"field":"bits","type":"quantitative","title":"What agreeing on the value is worth (bits)"}}}
        """;

    public const string PersonSizes = """
        {"width":"container","height":220,"mark":{"type":"bar","color":"#1d5fa8"},
        "encoding":{"x":{"field":"records","type":"ordinal","title":"Records of the person","axis":{"labelAngle":0,"labelOverlap":true}},
        "y":{"field":"persons","type":"quantitative","title":"Persons","scale":{"type":"symlog"},"axis":{"format":",d","tickCount":5}}}}
        """;

    public const string Unlinkables = """
        {"width":"container","height":220,"mark":{"type":"line","point":true,"color":"#1d5fa8"},
        "encoding":{"x":{"field":"bits","type":"quantitative","title":"Threshold (match weight, bits)"},
        "y":{"field":"share","type":"quantitative","title":"Records that cannot reach it","axis":{"format":"%"}}}}
        """;

    public const string PairsByThreshold = """
        {"width":"container","height":240,"transform":[{"fold":["precision","recall","f1"],"as":["measure","share"]}],
        "mark":{"type":"line"},
        "encoding":{"x":{"field":"bits","type":"quantitative","title":"Threshold (match weight, bits)"},
        "y":{"field":"share","type":"quantitative","title":null,"scale":{"domain":[0,1]},"axis":{"format":"%"}},
        "strokeDash":{"field":"measure","type":"nominal","legend":null},
        "color":{"field":"measure","type":"nominal","scale":{"domain":["precision","recall","f1"],"range":["#1d5fa8","#b4480f","#2f7d4f"]},"legend":{"title":null,"orient":"top","labelExpr":"datum.label == 'f1' ? 'F1' : datum.label"}}}}
        """;

    public const string PrecisionRecall = """
        {"width":"container","height":240,"mark":{"type":"line","point":true,"color":"#1d5fa8"},
        "encoding":{"x":{"field":"recall","type":"quantitative","title":"Recall","axis":{"format":"%"},"scale":{"domain":[0,1]}},
        "y":{"field":"precision","type":"quantitative","title":"Precision","axis":{"format":"%"},"scale":{"zero":false}},
        "order":{"field":"bits","type":"quantitative"}}}
        """;

    public const string Roc = """
        {"width":"container","height":240,"mark":{"type":"line","point":true,"color":"#1d5fa8"},
        "encoding":{"x":{"field":"rate","type":"quantitative","title":"False pairs found, as a share of all false pairs","axis":{"format":"~e","tickCount":4}},
        "y":{"field":"recall","type":"quantitative","title":"Recall","axis":{"format":"%"},"scale":{"domain":[0,1]}},
        "order":{"field":"bits","type":"quantitative"}}}
        """;

    public const string Calibration = """
        {"width":"container","height":260,"layer":[
        {"mark":{"type":"line","color":"#6b7785","strokeDash":[4,3]},"encoding":{"x":{"field":"said","type":"quantitative","title":"Match probability said"},"y":{"field":"said","type":"quantitative","title":"Share that truly matches"}}},
        {"mark":{"type":"rule","color":"#1d5fa8"},"encoding":{"x":{"field":"said","type":"quantitative"},"y":{"field":"lower","type":"quantitative"},"y2":{"field":"upper"}}},
        {"mark":{"type":"point","filled":true,"size":60,"color":"#1d5fa8"},"encoding":{"x":{"field":"said","type":"quantitative"},"y":{"field":"observed","type":"quantitative"}}}]}
        """;

    public const string Groups = """
        {"width":"container","height":{"step":22},"transform":[{"filter":"datum.records > 0"},{"calculate":"datum.column + ': ' + datum.group","as":"what"},{"fold":["precision","recall"],"as":["measure","share"]}],
        "mark":{"type":"point","filled":true,"size":70},
        "encoding":{"y":{"field":"what","type":"nominal","sort":null,"title":null},
        "x":{"field":"share","type":"quantitative","title":"Pairwise","axis":{"format":"%"},"scale":{"zero":false}},
        "shape":{"field":"measure","type":"nominal","scale":{"domain":["precision","recall"]},"legend":{"title":null,"orient":"top"}},
        "color":{"field":"measure","type":"nominal","scale":{"domain":["precision","recall"],"range":["#1d5fa8","#b4480f"]}}}}
        """;

    public const string Stages = """
        {"width":"container","height":{"step":22},"mark":{"type":"bar","color":"#1d5fa8"},
        "encoding":{"y":{"field":"stage","type":"nominal","sort":null,"title":null},
        "x":{"field":"cpu","type":"quantitative","title":"CPU seconds"}}}
        """;

    /// <summary>The kept pairs by weight, with lines at the threshold and, where pairs were dropped, at the weight from which they are kept.</summary>
    public static string Weights(double thresholdBits, double keepBits, bool truthKnown)
    {
        var fields = truthKnown ? "\"same\",\"different\",\"unknown\"" : "\"unknown\"";
        var range = truthKnown ? "\"#1d5fa8\",\"#b4480f\",\"#8b95a1\"" : "\"#1d5fa8\"";
        var legend = truthKnown ? """{"title":null,"orient":"top","labelExpr":"datum.label == 'same' ? 'same person' : datum.label == 'different' ? 'two people' : 'not known'"}""" : "null";
        var keep = double.IsFinite(keepBits) ? "," + Rule(keepBits, "kept from here", 24) : "";
        return $$$"""
            {"width":"container","height":240,"layer":[
            {"transform":[{"fold":[{{{fields}}}],"as":["kind","pairs"]},{"calculate":"datum.from + 1","as":"to"}],"mark":{"type":"bar","binSpacing":0.5,"opacity":0.75},
            "encoding":{"x":{"field":"from","type":"quantitative","title":"Match weight (bits)","bin":{"binned":true,"step":1}},"x2":{"field":"to"},
            "y":{"field":"pairs","type":"quantitative","title":"Pairs","stack":null,"scale":{"type":"symlog"},"axis":{"format":",d","tickCount":5}},
            "color":{"field":"kind","type":"nominal","scale":{"domain":[{{{fields}}}],"range":[{{{range}}}]},"legend":{{{legend}}} } } },
            {{{Rule(thresholdBits, "threshold", 9)}}}{{{keep}}}]}
            """;
    }

    static string Rule(double bits, string label, int y)
    {
        var at = bits.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);
        return $$$"""
            {"data":{"values":[{"at":{{{at}}},"says":"{{{label}}}"}]},"layer":[
            {"mark":{"type":"rule","color":"#16202b","strokeDash":[4,3]},"encoding":{"x":{"field":"at","type":"quantitative"} } },
            {"mark":{"type":"text","align":"left","dx":4,"y":{{{y}}},"color":"#16202b"},"encoding":{"x":{"field":"at","type":"quantitative"},"text":{"field":"says"} } }]}
            """;
    }
}
