namespace Muniment.Cli.Tests.Evaluation;

/// <summary>A folder as a link run writes it, of two sources that share ids, with the records it was made of; deleted when disposed.</summary>
sealed class SampleFolder : IDisposable
{
    public SampleFolder()
    {
        Path = Directory.CreateTempSubdirectory("muniment-evaluation-").FullName;
        Write("a.csv", "id,name,sex,cluster\n1,Ann,F,p\n2,\"Bob, Jr\",M,q\n3,Cy,M,\n4,Di,F,r\n");
        Write("b.csv", "id,name,sex,cluster\n1,Anne,F,p\n2,Rob,M,q\n3,Zed,,s\n");
        Directory.CreateDirectory(Run);
        Write("run/persons.csv", "source,record_id,person_id\na,1,x1\na,2,x2\na,3,x3\na,4,x4\nb,1,x1\nb,2,x5\nb,3,x4\n");
        Write("run/edges.csv", "source_l,record_id_l,source_r,record_id_r,match_weight,match_probability,gamma_name,rule\na,1,b,1,9.5,0.9986,2,0\na,2,b,2,-1,0.3333,1,0\na,4,b,3,5,0.9697,2,1\n");
        Write("run/merged.csv", "person_id,score,reason,records,proposed_split\nx4,0.9,two birth dates,a/4; b/3,a/4 | b/3\nx1,0.6,two sexes,a/1; b/1,a/1 | b/1\n");
        Write("run/summary.json", $$"""{"inputs":[{"path":"{{In("a.csv")}}","source":"a"},{"path":"{{In("b.csv")}}","source":"b"}]}""");
    }

    public string Path { get; }

    public string Run => System.IO.Path.Combine(Path, "run");

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public void Write(string name, string text) => File.WriteAllText(In(name), text);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
