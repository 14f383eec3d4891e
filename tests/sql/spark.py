"""Asks Spark the queries that `spark.mjs` wrote down, and prints the answers to each as a line of JSON."""

import json
import sys

from pyspark.sql import SparkSession

settings = {
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "Asia/Kathmandu",
    "spark.sql.shuffle.partitions": "1",
    # Most of a run would be Java compiling what each query is asked once.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
builder = SparkSession.builder.master("local[2]")
for name, value in settings.items():
    builder = builder.config(name, value)
spark = builder.getOrCreate()
spark.sparkContext.setLogLevel("ERROR")

with open(sys.argv[1], encoding="utf8") as file:
    jobs = json.load(file)
number = 0
for job in jobs:
    spark.read.schema(job["schema"]).csv(job["file"]).coalesce(2).cache().createOrReplaceTempView("orders")
    for query in job["queries"]:
        # In ANSI mode an overflow is an error, and without it another number: neither may happen.
        number += 1
        spark.conf.set("spark.sql.ansi.enabled", str(number % 2 == 0).lower())
        rows = spark.sql(query, args={"now": job["now"]}).collect()
        print(json.dumps([",".join("" if value is None else str(value) for value in row) for row in rows]), flush=True)
    spark.catalog.clearCache()
spark.stop()
